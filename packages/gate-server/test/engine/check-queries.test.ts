import { parsePolicy } from '@kosmos/analysis/policy'
import { expect, test } from 'vitest'
import { checkQueries } from '../../src/engine/check-queries.ts'
import { createProviders } from '../../src/providers/index.ts'

const providers = createProviders({
  prometheusUrl: new URL('http://127.0.0.1:9'),
  prometheusHeaders: null,
  scrapeAllow: [],
  now: Date.now,
  random: Math.random,
})
const subject = { service: 'shop', environment: null, version: '2', commit: null, digest: null, branch: null }
const side = (labels: Readonly<Record<string, string>>, ...targets: readonly string[]) => ({ labels, targets })
const stages = '[{ traffic: 50%, duration: 5m, requires: non-inferiority }]'

function check(source: string, query: string, baseline = side({}), canary = side({})): void {
  const plan = parsePolicy(
    `{ version: 1, name: p, canary: { strategy: canary, source: ${source}, stages: ${stages}, judge: { kind: fixed-sample },
       metrics: [{ id: memory, kind: gauge, query: '${query}', harm: increase, margin: 10% }] } }`,
  ).canary
  const provider = providers.get(source)
  if (plan === null || provider === undefined) throw new Error('No plan')
  checkQueries(provider, plan, { subject, baseline, canary })
}

test.each([
  ['prometheus', 'm{ {{labels}} }', side({ track: 'stable' }), side({ track: 'canary' })],
  ['scrape', 'm', side({}, 'http://a/m'), side({}, 'http://b/m', 'http://c/m')],
])('sides of %s that read different series may run', (source, query, baseline, canary) => {
  expect(() => check(source, query.replaceAll(' ', ''), baseline, canary)).not.toThrow()
})

test.each([
  ['prometheus', 'm{ {{labels}} }', side({}), side({})],
  ['prometheus', 'm{ {{labels}} }', side({ track: 'canary' }), side({ track: 'canary' })],
  // Both sides belong to one subject, whose version is the canary's.
  ['prometheus', 'm{version="{{version}}"}', side({ track: 'stable' }), side({ track: 'canary' })],
  ['prometheus', 'm', side({ track: 'stable' }), side({ track: 'canary' })],
  ['scrape', 'm', side({}, 'http://a/m'), side({}, 'http://b/m', 'http://a/m')],
])('sides of %s that read the same series by %s do not', (source, query, baseline, canary) => {
  expect(() => check(source, query.replaceAll(' ', ''), baseline, canary)).toThrow(
    "Expected canary and baseline to read different series for the metric 'memory'",
  )
})

test('a query that the source cannot ask is refused at the start', () => {
  expect(() => check('scrape', 'sum(m)', side({}, 'http://a/m'), side({}, 'http://b/m'))).toThrow('Expected a selector')
  expect(() => check('scrape', 'm', side({}), side({}))).toThrow('got none')
  expect(() => check('prometheus', 'm{e="{{environment}}"}')).toThrow('Expected environment')
})
