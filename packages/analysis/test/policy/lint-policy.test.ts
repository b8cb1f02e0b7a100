import { expect, test } from 'vitest'
import { kosmosPolicy, lintPolicy, parsePolicy } from '../../src/policy/index.ts'

test.each([
  [
    'stages that are too short for a judge that decides at their end',
    'judge: { kind: sequential, alpha: 1% }',
    'judge: { kind: fixed-sample, minLooks: 21 }',
    'cannot-conclude',
    '/canary/stages/0',
  ],
  [
    'stages that are together too short for a judge that goes on over them',
    'judge: { kind: sequential, alpha: 1% }',
    'judge: { kind: sequential, minLooks: 200 }',
    'cannot-conclude',
    '/canary/stages',
  ],
  ['a last look that is cut', 'interval: 15s', 'interval: 14s', 'cut-look', '/canary/stages/0/duration'],
  ['no guards', /guards:[\s\S]*? {2}judge/, 'judge', 'no-guards', '/canary'],
  [
    'a window longer than a stage',
    'above: 5%, window: 1m',
    'above: 5%, window: 6m',
    'window-too-long',
    '/canary/guards/0/window',
  ],
  ['no stage at 100 %', '    - { traffic: 100%, bake: 10m }\n', '', 'no-bake', '/canary/stages'],
  ['one query for both sides', /events: .*/, 'events: sum(errors)', 'same-query', '/canary/metrics/0/events'],
])('%s are told', (_, from, to, code, pointer) => {
  const findings = lintPolicy(parsePolicy(kosmosPolicy.replace(from, to)))
  expect(findings.map((finding) => [finding.code, finding.pointer])).toContainEqual([code, pointer])
})

test('a policy without a canary has nothing to lint', () => {
  expect(lintPolicy(parsePolicy('version: 1\nname: x\ngates: { m: [{ id: u, kind: tests }] }'))).toEqual([])
})
