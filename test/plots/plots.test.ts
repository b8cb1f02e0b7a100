import { describe, expect, it } from 'vitest'
import { drawPlots, workedExample } from '../../scripts/plots/index.ts'

describe('drawPlots', () => {
  const plots = drawPlots({ canaries: 2 })

  it('draws the same text for the same number of canaries', () => {
    expect([...drawPlots({ canaries: 2 })]).toEqual([...plots])
  })

  it('draws each picture as one file under 40 kB, with words for those who do not see it and no number that is none', () => {
    expect([...plots.keys()]).toEqual(['evidence.svg', 'false-rollbacks.svg', 'latency-ratio.svg', 'ramp.svg'])
    for (const text of plots.values()) {
      expect(text.length).toBeLessThan(40_000)
      expect(text).toMatch(/<title id="[^"]+">[^<]+<\/title>\s*<desc id="[^"]+">[^<]+<\/desc>/)
      expect(text).not.toMatch(/NaN|Infinity|undefined/)
    }
  })
})

describe('workedExample', () => {
  it('is a table of looks that ends with a rollback for the errors, and the judge’s sentence', () => {
    const lines = workedExample().split('\n')
    expect(lines.at(-1)).toMatch(/^> Canary errors is worse than the tolerance/)
    expect(lines.filter((line) => line.includes('rollback'))).toEqual([lines.at(-3)])
  })
})
