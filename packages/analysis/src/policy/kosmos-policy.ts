/**
 * The default policy: the delivery pipeline that this gate was made for. A document like any other: it goes through the
 * same schema, and a team that wants another one writes it.
 *
 * `kosmos-release` is the name of a public key that the operator keeps; a service without that key promotes no image.
 */
export const kosmosPolicy = `version: 1
name: kosmos
gates:
  pull-request:
    - { id: format,       kind: lint, suite: format }
    - { id: lint,         kind: lint, suite: lint }
    - { id: types,        kind: lint, suite: types }
    - { id: unit-tests,   kind: tests, suite: unit, minTests: 1, maxFailures: 0 }
    - { id: coverage,     kind: coverage, suite: unit, lines: ">= 80%", maxDrop: { reference: main, points: 0.5pp, whenMissing: accept } }
    - { id: dependencies, kind: vulnerabilities, suite: dependencies, max: { critical: 0, high: 0 }, maxReportAge: 24h }
    - { id: secrets,      kind: secrets, max: { verified: 0 }, maxReportAge: 24h }
    - { id: sast,         kind: findings, from: semgrep, max: { critical: 0, high: 0 }, maxReportAge: 24h }
    - { id: docs,         kind: docs }
  merge:
    - { id: unit-tests,        kind: tests, suite: unit }
    - { id: coverage,          kind: coverage, suite: unit, lines: ">= 80%", maxDrop: { reference: main, points: 0.5pp } }
    - { id: dependencies,      kind: vulnerabilities, suite: dependencies, max: { critical: 0, high: 0 }, maxReportAge: 24h }
    - { id: secrets,           kind: secrets, max: { verified: 0 }, maxReportAge: 24h }
    - { id: integration-tests, kind: tests, suite: integration }
    - { id: image-scan,        kind: vulnerabilities, suite: image, from: trivy, max: { critical: 0, high: 0 }, maxReportAge: 24h }
    - { id: signature,         kind: signature, identity: kosmos-release }
    - { id: stages,            kind: stages, succeeded: [build, test, security] }
    - { id: budgets,           kind: duration, budgets: { build: 5m, test: 15m, security: 10m } }
  staging:
    exposure: after
    conditions:
      - { id: smoke-tests, kind: tests, suite: smoke }
      - { id: e2e-tests,   kind: tests, suite: e2e }
      - { id: benchmarks,  kind: benchmarks, reference: main, maxRegression: 10% }
      - { id: budgets,     kind: duration, budgets: { deploy-staging: 5m } }
  production:
    - { id: image-scan, kind: vulnerabilities, suite: image, from: trivy, max: { critical: 0, high: 0 }, maxReportAge: 24h }
    - { id: signature,  kind: signature, identity: kosmos-release }
    - { id: stages,     kind: stages, succeeded: [build, test, security, deploy-staging] }
  production-smoke:
    exposure: after
    conditions:
      - { id: smoke-tests, kind: tests, suite: smoke }
      - { id: budgets,     kind: duration, budgets: { deploy-production: 10m } }
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
