/**
 * The default policy: the delivery pipeline that this gate was made for, as far as its kinds exist. A document like any
 * other: it goes through the same schema, and a team that wants another one writes it.
 */
export const kosmosPolicy = `version: 1
name: kosmos
gates:
  pull-request:
    - { id: unit-tests,      kind: tests, suite: unit, minTests: 1, maxFailures: 0 }
    - { id: coverage,        kind: coverage, suite: unit, lines: ">= 80%" }
    - { id: vulnerabilities, kind: vulnerabilities, max: { critical: 0, high: 0 }, maxReportAge: 24h }
    - { id: sast,            kind: findings, from: semgrep, max: { critical: 0, high: 0 } }
  release:
    - { id: integration-tests, kind: tests, suite: integration, minTests: 1, maxFailures: 0 }
    - { id: image-scan,        kind: vulnerabilities, from: trivy, max: { critical: 0, high: 0 }, maxReportAge: 24h }
  staging:
    exposure: after
    conditions:
      - { id: smoke-tests, kind: tests, suite: smoke, minTests: 1, maxFailures: 0 }
canary:
  strategy: canary
  source: prometheus
  interval: 15s
  stages:
    - { traffic: 10%, duration: 5m, requires: no-harm }
    - { traffic: 50%, duration: 5m, extend: 15m, requires: non-inferiority }
    - { traffic: 100%, bake: 10m }
  metrics:
    - id: errors
      kind: proportion
      events: sum(increase(http_requests_total{code=~"5..",{{labels}}}[{{window}}]))
      total: sum(increase(http_requests_total{{{labels}}}[{{window}}]))
      onNoData: zero
      harm: increase
      margin: max(0.1pp, 50% of baseline)
    - id: latency
      kind: distribution
      histogram: sum by (le) (increase(http_request_duration_seconds_bucket{{{labels}}}[{{window}}]))
      harm: increase
      tolerance: 3%
      margin: 10%
    - id: health
      kind: health
      query: min(up{{{labels}}})
  guards:
    - { id: error-rate, metric: errors,  above: 5%, window: 1m }
    - { id: p95,        metric: latency, quantile: p95, aboveBaseline: 2x, window: 1m }
    - { id: unhealthy,  metric: health,  failingFor: 5m }
  judge: { kind: sequential, alpha: 1% }
  traffic: 40rps
  onInconclusive: rollback
`
