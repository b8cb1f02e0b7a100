import { describe, expect, test } from 'vitest'
import { AnalysisError } from '../../src/errors.ts'
import { kosmosPolicy, parsePolicy } from '../../src/policy/index.ts'

/** The default policy with a text behind another one. */
function after(place: string, more: string): string {
  return kosmosPolicy.replace(place, `${place}${more}`)
}

function messagesOf(text: string): readonly string[] {
  try {
    parsePolicy(text)
  } catch (error) {
    if (error instanceof AnalysisError && error.is('policy-invalid'))
      return error.details.issues.map(({ pointer, message }) => `${pointer} ${message}`)
    throw error
  }
  return []
}

const gauge = '\n    - { id: memory, kind: gauge, query: memory, harm: increase, margin: 10%, spread: 4% }'

describe('what a plan reckons with', () => {
  test('is kept as numbers where the policy says it, and absent where it does not', () => {
    const { canary } = parsePolicy(
      after('onNoData: zero', '\n      expected: 2%').replace('margin: 10%', `margin: 10%\n      spread: 0.8${gauge}`),
    )
    expect(canary?.traffic).toBe(40)
    expect(canary?.metrics).toMatchObject([
      { id: 'errors', expected: 0.02 },
      { id: 'latency', spread: 0.8 },
      { id: 'memory', spread: 0.04 },
      { id: 'health' },
    ])
    const bare = parsePolicy(kosmosPolicy.replace('  traffic: 40rps\n', '')).canary
    expect(bare).not.toHaveProperty('traffic')
    expect(bare?.metrics[0]).not.toHaveProperty('expected')
    expect(bare?.metrics[1]).not.toHaveProperty('spread')
  })

  test.each([
    ['traffic without a unit', kosmosPolicy.replace('40rps', '40'), '/canary/traffic Expected requests per second'],
    ['no traffic', kosmosPolicy.replace('40rps', '0rps'), '/canary/traffic Expected requests per second'],
    ['no events', after('onNoData: zero', '\n      expected: 0%'), '/canary/metrics/0/expected expected a share above'],
    ['events alone', after('onNoData: zero', '\n      expected: 100%'), '/canary/metrics/0/expected expected a share'],
    ['latencies without spread', after('margin: 10%', '\n      spread: 0'), '/canary/metrics/1/spread'],
    ['a gauge without spread', after('margin: 10%', gauge.replace('4%', '0%')), '/canary/metrics/2/spread expected'],
    ['a spread of health', after('kind: health', '\n      spread: 5%'), '/canary/metrics/2/spread'],
  ])('is refused as %s', (_, text, start) => {
    const messages = messagesOf(text)
    expect(messages).toHaveLength(1)
    expect(messages[0]?.toLowerCase()).toContain(start.toLowerCase())
  })
})
