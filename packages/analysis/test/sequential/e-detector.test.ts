import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { seededRandom } from '../../src/numeric/index.ts'
import { eDetector, updateEDetector, type EDetectorOptions, type EDetectorState } from '../../src/sequential/index.ts'
import { relativeError } from '../relative-error.ts'
import { readVectors } from '../vectors/read-vectors.ts'

const numbers = z.array(z.number())
const whole = z.int()
const cases = readVectors(
  'e-detector',
  z.array(
    z.object({
      series: numbers,
      options: z.object({ effects: numbers, winsor: z.number(), warm: whole, window: whole, lag: whole }),
      statistic: numbers,
    }),
  ),
)

const restored = (stored: string): EDetectorState =>
  z.strictObject({ seen: whole, recent: numbers, evidence: numbers }).parse(JSON.parse(stored))

/** Results around 100 with a spread of 2 %, worse by a share from an index on. */
function results(seed: number, size: number, from = size, share = 0): readonly number[] {
  const random = seededRandom(seed)
  return Array.from({ length: size }, (_, at) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return 100 * Math.exp(0.02 * normal) * (at < from ? 1 : 1 + share)
  })
}

/** The state that a series leaves. */
function stateAfter(series: readonly number[], options: EDetectorOptions = {}): EDetectorState {
  const { state } = eDetector(series, options)
  if (state === null) throw new Error('an empty series leaves no state')
  return state
}

describe('the e-detector', () => {
  test.each(cases)('agrees with numpy ($options, $series.length results)', ({ series, options, statistic }) => {
    const found = eDetector(series, options).statistic
    expect(found.length).toBe(statistic.length)
    expect(Math.max(...statistic.map((wanted, at) => relativeError(found[at] ?? NaN, wanted)))).toBeLessThan(1e-11)
  })

  test('finds a step of 5 % within ten results, and one of 10 % within four', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      for (const [share, within] of [
        [0.05, 10],
        [0.1, 4],
      ] as const) {
        const { statistic } = eDetector(results(seed, 61 + within, 61, share))
        expect(Math.max(...statistic.subarray(-within))).toBeGreaterThanOrEqual(1000)
      }
    }
  })

  test('takes nothing that is better for a change', () => {
    for (let seed = 0; seed < 20; seed += 1) expect(eDetector(results(seed, 60, 30, -0.1)).alarmAt).toBeNull()
  })

  test('raises a false alarm later than the threshold on average', () => {
    const runs = 150
    const looks = 200
    const threshold = 50
    let alarms = 0
    for (let seed = 0; seed < runs; seed += 1) {
      const options = { effects: [0.5, 1], warm: 30, threshold }
      let state: EDetectorState | null = null
      for (const value of results(1000 + seed, looks)) {
        const step = updateEDetector(state, value, options)
        if (step.isAlarm === true) alarms += 1
        // After an alarm it begins anew.
        state = step.isAlarm === true ? null : step.state
      }
    }
    // At least `threshold` results between alarms, of which the reference takes 30 without looking.
    expect((runs * looks) / Math.max(1, alarms)).toBeGreaterThan(threshold + 30)
    expect(alarms).toBeGreaterThan(0)
  })

  test('does not change with the unit, nor with one result far outside', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (seed, unit) => {
        const series = results(seed, 60)
        const scaled = eDetector(series.map((value) => unit * value)).statistic
        const plain = eDetector(series).statistic
        expect(Math.max(...plain.map((one, at) => relativeError(scaled[at] ?? NaN, one)))).toBeLessThan(1e-6)
        const spiked = (height: number) => eDetector(series.with(45, height)).statistic.slice(0, 16)
        expect(spiked(200)).toEqual(spiked(1e9))
      }),
      { numRuns: 30 },
    )
  })

  test('goes on from its state as JSON, bit for bit, and leaves the old state as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 139 }), (seed, cut) => {
        const series = results(seed, 140, 100, 0.05)
        const first = eDetector(series.slice(0, cut))
        const stored = JSON.stringify(first.state)
        let state = stateAfter(series.slice(0, cut))
        expect(restored(stored)).toEqual(state)
        const rest: number[] = []
        for (const value of series.slice(cut)) {
          const step = updateEDetector(Object.freeze(state), value)
          if (step.statistic !== null) rest.push(step.statistic)
          state = restored(JSON.stringify(step.state))
        }
        expect(JSON.stringify(first.state)).toBe(stored)
        expect([...first.statistic, ...rest]).toEqual([...eDetector(series).statistic])
      }),
      { numRuns: 40 },
    )
  })

  test('remembers no more than its window', () => {
    const state = stateAfter(results(1, 200))
    expect([state.seen, state.recent.length, state.evidence.length]).toEqual([200, 60, 3])
    expect(state.recent).toEqual(results(1, 200).slice(140).map(Math.log))
    expect(stateAfter(results(1, 30))).toMatchObject({ seen: 30, evidence: [] })
    expect(stateAfter(results(1, 31)).evidence).toHaveLength(3)
  })

  test('says neither alarm nor pass before its reference is complete', () => {
    const series = results(2, 31)
    expect(eDetector([])).toEqual({ statistic: new Float64Array(), alarmAt: null, state: null })
    expect(eDetector(series.slice(0, 30))).toMatchObject({ statistic: new Float64Array(), alarmAt: null })
    expect(updateEDetector(null, 100)).toEqual({
      state: { seen: 1, recent: [Math.log(100)], evidence: [] },
      statistic: null,
      isAlarm: null,
    })
    expect(updateEDetector(stateAfter(series.slice(0, 29)), 1e9)).toMatchObject({ statistic: null, isAlarm: null })
    const judged = updateEDetector(stateAfter(series.slice(0, 30)), 100)
    expect(judged.isAlarm).toBe(false)
    expect(judged.statistic).toBeGreaterThan(0)
  })

  test('raises the alarm at the threshold itself, and keeps the first one', () => {
    const series = results(3, 80, 50, 0.05)
    const { statistic, alarmAt } = eDetector(series)
    expect(alarmAt).toBe(30 + statistic.findIndex((one) => one >= 1000))
    const reached = Math.max(...statistic)
    const at = statistic.indexOf(reached)
    expect(eDetector(series, { threshold: reached }).alarmAt).toBe(30 + at)
    expect(eDetector(series, { threshold: reached * 1.000001 }).alarmAt).toBeNull()
  })

  test('stays a number through any change, however long', () => {
    const { statistic, state } = eDetector(results(4, 3000, 40, 5), { window: 3000, lag: 2990, effects: [2, 100] })
    expect(statistic.every((one) => Number.isFinite(one))).toBe(true)
    expect(Math.max(...(state?.evidence ?? []))).toBe(Number.MAX_VALUE)
    expect(eDetector(Array.from({ length: 40 }, () => 7)).statistic.every((one) => Number.isFinite(one))).toBe(true)
    const extreme = eDetector(results(4, 60, 40, 1e300), { effects: [300, 1e-300], winsor: 1 })
    expect(extreme.statistic.every((one) => Number.isFinite(one))).toBe(true)
  })

  test.each([0, -1, NaN, Infinity])('refuses the result %d', (value) => {
    expect(() => updateEDetector(null, value)).toThrow('Expected value to be a finite number above 0')
  })

  test.each([
    ['effects', { effects: [] }],
    ['effects', { effects: [1, 0] }],
    ['effects', { effects: [NaN] }],
    ['effects', { effects: [100.01] }],
    ['winsor', { winsor: 0 }],
    ['winsor', { winsor: NaN }],
    ['winsor', { winsor: Infinity }],
    ['warm', { warm: 1 }],
    ['warm', { warm: 2.5 }],
    ['lag', { lag: -1 }],
    ['lag', { lag: 0.5 }],
    ['window', { window: 6 }],
    ['window', { window: 60.5 }],
    ['threshold', { threshold: 0.99 }],
    ['threshold', { threshold: NaN }],
    ['threshold', { threshold: Infinity }],
  ] satisfies [string, EDetectorOptions][])('refuses %s of %j', (name, options) => {
    expect(() => updateEDetector(null, 100, options)).toThrow(`Expected ${name} to be`)
  })

  test.each<EDetectorOptions>([
    { effects: [100], warm: 2, lag: 0, window: 2, threshold: 1 },
    { lag: 5, window: 7 },
    { winsor: 0.1, effects: [3000] },
  ])('takes options at their limits: %j', (options) => {
    expect(eDetector(results(5, 40), options).statistic.length).toBe(40 - (options.warm ?? 30))
  })

  test('refuses a state that it cannot have left with these options', () => {
    const state = stateAfter(results(6, 70))
    const wrong: readonly [EDetectorState, EDetectorOptions?][] = [
      [state, { window: 50 }],
      [state, { effects: [1] }],
      [state, { warm: 70 }],
      [{ ...state, seen: 70.5 }],
      [{ ...state, seen: 59 }],
      [{ ...state, recent: state.recent.with(3, NaN) }],
      [{ ...state, evidence: [1, NaN, 1] }],
      [{ ...state, evidence: [1, -1, 1] }],
      [{ ...state, evidence: [1, 1, Infinity] }],
      [{ seen: -1, recent: [], evidence: [] }],
    ]
    for (const [given, options] of wrong) {
      expect(() => updateEDetector(given, 100, options)).toThrow(
        'Expected state to be the state of a step with the same options',
      )
    }
    expect(updateEDetector({ ...state, evidence: [0, 0, 0] }, 100).isAlarm).toBe(false)
  })
})
