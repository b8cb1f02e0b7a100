import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { calibrationPage, standingLines } from './calibration-page.ts'
import { configurations, findConfiguration, type Configuration } from './configurations.ts'
import type { SimulatedOutcome } from './judge-under-test.ts'
import { publishedFigure, publishedPromotion, publishedUnlimited } from './published-reference.ts'
import { readOptions } from './read-options.ts'
import { runCells, type Cell } from './run-cells.ts'
import { findScenario, promotionScenarios, scenarios, type Scenario } from './scenarios.ts'
import { rolledBackBy, score } from './score.ts'
import { calibrationTables } from './table.ts'
import { checkTarget, checkTargets, targets, targetsFor } from './targets.ts'

const command = fileURLToPath(new URL('./calibrate.ts', import.meta.url))

test('the outcomes are the same for no worker and for two, in one batch or in many', { timeout: 60_000 }, async () => {
  const request = {
    scenarios: [scenario('aa-4rps'), scenario('errors-1-10-4rps')],
    configurations: [configuration('thresholds-4'), configuration('z-peeked')],
    seed: 7,
    lookSeconds: 30,
    guards: true,
  }
  const done: string[] = []
  const alone = await runCells({ ...request, reps: 30 }, { workers: 0, onScenario: ({ id }) => done.push(id) })
  const shared = await runCells({ ...request, reps: 30 }, { workers: 2 })
  const more = await runCells({ ...request, reps: 40 }, { workers: 0 })
  expect(done).toEqual(['aa-4rps', 'errors-1-10-4rps'])
  expect(shared).toEqual(alone)
  expect(alone).toHaveLength(4)
  expect(more.map(({ outcomes }) => outcomes.slice(0, 30))).toEqual(alone.map(({ outcomes }) => outcomes))
  expect(alone.flatMap(({ outcomes }) => outcomes).some(({ rollbackAt }) => rollbackAt !== null)).toBe(true)
})

test('a judge that throws in a worker ends the run with its error', async () => {
  const unknown = { ...configuration('z-once'), name: 'no-such-judge' }
  const request = { scenarios: [scenario('aa-4rps')], configurations: [unknown], reps: 1, seed: 1, lookSeconds: 30 }
  await expect(runCells({ ...request, guards: true }, { workers: 1 })).rejects.toThrow('no-such-judge')
  await expect(runCells({ ...request, guards: true }, { workers: 0 })).rejects.toThrow('no-such-judge')
})

test('a configuration that leaves a scenario out has no cell of it', async () => {
  const request = { scenarios: [scenario('aa-4rps')], reps: 1, seed: 1, lookSeconds: 60, guards: true }
  const asked = [configuration('kayenta-hourly'), configuration('kayenta-once')]
  const cells = await runCells({ ...request, configurations: asked }, { workers: 0 })
  expect(cells.map((cell) => cell.configuration.name)).toEqual(['kayenta-once'])
})

test('rates are of all canaries, and times are over all canaries', () => {
  const outcomes = [outcome(30, null), outcome(90, 60), outcome(null, 120), outcome(null, null)]
  const { canaries, rollback, promote, inconclusive } = score(outcomes)
  expect(canaries).toBe(4)
  expect(rollback).toEqual({
    rate: 0.5,
    standardError: 0.25,
    median: Number.POSITIVE_INFINITY,
    p90: Number.POSITIVE_INFINITY,
  })
  expect(promote.rate).toBe(0.5)
  expect(inconclusive).toBe(0.25)
  expect(rolledBackBy(outcomes, 30)).toBe(0.25)
  expect(rolledBackBy(outcomes, 89)).toBe(0.25)
  expect(rolledBackBy(outcomes, 90)).toBe(0.5)

  const ten = Array.from({ length: 10 }, (_, place) => outcome(place === 9 ? null : 30 * (place + 1), null))
  expect(score(ten).rollback).toMatchObject({ rate: 0.9, median: 165, p90: 270 })
  expect(score([outcome(60, null), outcome(30, null), outcome(90, null)]).rollback.median).toBe(60)
})

test('a promotion at or after the rollback is none, and a time that is no time is refused', () => {
  expect(score([outcome(60, 60), outcome(60, 90)]).promote.rate).toBe(0)
  expect(score([outcome(60, 30)])).toMatchObject({ promote: { rate: 1 }, rollback: { rate: 1 }, inconclusive: 0 })
  for (const bad of [Number.NaN, 0, -30, Number.POSITIVE_INFINITY]) {
    expect(() => score([outcome(bad, null)])).toThrow('Expected a time')
    expect(() => score([outcome(null, bad)])).toThrow('Expected a time')
  }
  expect(() => score([])).toThrow('without canaries')
})

test('a metric is scored over all canaries, those that do not name it too', () => {
  const { metrics } = score([
    { rollbackAt: null, promoteAt: null, metrics: { errors: 60, latency: null } },
    { rollbackAt: null, promoteAt: null, metrics: { errors: 90, latency: 30 } },
    outcome(30, null),
  ])
  expect(metrics['errors']).toMatchObject({ rate: 2 / 3, median: 90 })
  expect(metrics['latency']).toMatchObject({ rate: 1 / 3, median: Number.POSITIVE_INFINITY })
})

test('a target is met at its limit and missed beyond it, whatever the standard error', () => {
  const [falseAlarm] = targets
  if (falseAlarm === undefined) throw new Error('No target')
  expect(falseAlarm).toMatchObject({ quantity: 'rolled back', bound: 'at most', limit: 0.01 })
  const rate = (rolledBack: number, count: number): boolean => {
    const outcomes = Array.from({ length: count }, (_, place) => outcome(place < rolledBack ? 30 : null, null))
    return checkTarget(falseAlarm, score(outcomes)).met
  }
  expect(rate(10, 1000)).toBe(true)
  expect(rate(11, 1000)).toBe(false)
  expect(rate(1, 50)).toBe(false)

  const time = { ...falseAlarm, quantity: 'time to roll back' as const, limit: 90 }
  expect(checkTarget(time, score([outcome(90, null)]))).toMatchObject({ met: true, value: 90, standardError: null })
  expect(checkTarget(time, score([outcome(120, null)])).met).toBe(false)
  expect(checkTarget(time, score([outcome(null, null)])).met).toBe(false)
  const promoted = { ...falseAlarm, quantity: 'promoted' as const, bound: 'at least' as const, limit: 1 }
  expect(checkTarget(promoted, score([outcome(null, 60)])).met).toBe(true)
  expect(checkTarget(promoted, score([outcome(null, null)])).met).toBe(false)
  const noNumber = { rate: Number.NaN, standardError: Number.NaN, median: Number.NaN, p90: Number.NaN }
  const broken = { ...score([outcome(null, null)]), rollback: noNumber, promote: noNumber }
  for (const target of [falseAlarm, time, promoted]) expect(checkTarget(target, broken).met).toBe(false)
})

test('every healthy row has a target in each of our configurations, none twice', () => {
  const key = ({ configuration: name, scenario: row, quantity, bound }: (typeof targets)[number]): string =>
    [name, row, quantity, bound].join(' ')
  const keys = new Set(targets.map((target) => key(target)))
  expect(keys.size).toBe(targets.length)
  for (const name of ['tolerance-0', 'default', 'pod-aware', 'no-history']) {
    for (const { id, truth } of scenarios) {
      expect(keys.has(`${name} ${id} rolled back at most`)).toBe(
        truth === 'healthy' || (id === 'aa-pod' && (name === 'default' || name === 'pod-aware')),
      )
    }
  }
  for (const target of targets) expect(findScenario(target.scenario)?.id).toBe(target.scenario)
})

test('at other looks or without guards only false alarms have targets', () => {
  expect(targetsFor({ lookSeconds: 30, guards: true })).toEqual(targets)
  for (const setting of [
    { lookSeconds: 15, guards: true },
    { lookSeconds: 60, guards: true },
    { lookSeconds: 30, guards: false },
  ]) {
    const some = targetsFor(setting)
    expect(some).toHaveLength(56)
    for (const target of some) expect(target).toMatchObject({ quantity: 'rolled back', bound: 'at most' })
  }
})

test('a run is held to the targets of its own cells, and says which it missed', () => {
  const ours: Configuration = { ...configuration('z-once'), name: 'default', kind: 'ours' }
  const found = Array.from({ length: 100 }, (_, place) => outcome(place === 0 ? null : 120, null))
  const healthy = Array.from({ length: 100 }, (_, place) => outcome(place < 2 ? 30 : null, 60))
  const cells: readonly Cell[] = [
    { scenario: scenario('latency-30'), configuration: ours, outcomes: found },
    { scenario: scenario('aa'), configuration: ours, outcomes: healthy },
    { scenario: scenario('aa'), configuration: configuration('z-once'), outcomes: healthy },
  ]
  const checked = checkTargets(cells, { lookSeconds: 30, guards: true })
  expect(standingLines(checked, 100).split('\n')).toEqual([
    'MISSED default, aa: rolled back 2.0% ±1.4, at most 1.0%',
    'MISSED default, latency-30: time to roll back 120 s, at most 90 s',
    '4 targets checked at 100 canaries a cell, 2 missed',
  ])
  expect(checkTargets(cells, { lookSeconds: 60, guards: true })).toHaveLength(1)

  const options = readOptions(['--reps', '100'])
  const page = calibrationPage({ ...options, selection: ['--config default'] }, calibrationTables(cells, 30), checked)
  expect(page).toContain('npm run calibrate -- --reps 100 --seed 7 --looks 30s --guards on --config default --write')
  expect(page).toContain('Seed 7, 100 canaries a cell, looks every 30 s, guards on.')
  expect(page).toContain('MISSED default, aa')
  expect(page).toContain('## Promoted')
})

test('the command keeps to JSON when asked', { timeout: 60_000 }, () => {
  const words = '--reps 2 --scenario errors-1-10-4rps --config thresholds-1 --looks 60s --workers 0 --json'.split(' ')
  const json = spawnSync(process.execPath, ['--conditions=@kosmos/source', command, ...words], { encoding: 'utf8' })
  expect(JSON.parse(json.stdout)).toMatchObject({
    reps: 2,
    seed: 7,
    lookSeconds: 60,
    cells: [
      { scenario: 'errors-1-10-4rps', configuration: 'thresholds-1', rollback: { rate: 1 }, promote: { median: null } },
    ],
  })
  expect(json.status).toBe(0)
})

test('the study has a figure for every row that it has, in every column of it', () => {
  expect(publishedFigure('aa-iid', 'z-peeked')).toEqual({ rate: 13.3, median: null })
  expect(publishedFigure('latency-10', 'default')).toEqual({ rate: 100, median: 390 })
  expect(publishedFigure('errors-1-5', 'no-history')).toEqual({ rate: 100, median: 210 })
  expect(publishedFigure('latency-3', 'default')).toBeUndefined()
  expect(publishedFigure('aa', 'kayenta-hourly')).toBeUndefined()
  expect(publishedUnlimited('kayenta-hourly')).toEqual([0, 3.1, 9.9, 26.4])
  expect(publishedUnlimited('default')).toBeUndefined()
  for (const id of promotionScenarios) expect(publishedPromotion(id)?.metrics['gauge']?.rate).toBeGreaterThan(98)
  expect(publishedPromotion('aa-iid')).toBeUndefined()
})

test('the tables show rates with errors, power with times, and the study in brackets at looks of 30 s alone', () => {
  const ours: Configuration = { ...configuration('z-once'), name: 'tolerance-0', kind: 'ours' }
  const shown = { rollbackAt: null, promoteAt: 60, metrics: { latency: 30 } }
  const cells: readonly Cell[] = [
    { scenario: scenario('aa'), configuration: ours, outcomes: [shown, shown, shown, outcome(30, null)] },
    { scenario: scenario('latency-30'), configuration: ours, outcomes: [outcome(30, null)] },
    { scenario: scenario('aa-8h'), configuration: ours, outcomes: [outcome(3600, null), outcome(null, null)] },
  ]
  const [rolledBack, unlimited, promoted] = calibrationTables(cells, 30).map((table) => table.split('\n').slice(2))
  expect(rolledBack).toEqual([
    '| scenario     | tolerance-0           |',
    '| ------------ | --------------------- |',
    '| AA lognormal | 25.0% ±21.7 [0.2%]    |',
    '| latency +30% | 100.0% 30s [100% 30s] |',
  ])
  expect(unlimited?.[2]).toBe('| tolerance-0   | 0.0% [0.2%] | 50.0% [0.2%] | 50.0% [0.2%] | 50.0% [0.3%] |')
  expect(promoted?.[2]).toBe(
    '| AA lognormal | tolerance-0   | 75.0% 60s [95.3% 855s] | 25.0% [0.3%]  | 0.0% [4.5%]  | 75.0% 30s [100% 90s] [p99 100% 330s] |',
  )
  expect(calibrationTables(cells, 15).join('')).not.toContain('[')
  expect(calibrationTables([], 30)).toEqual([])
})

test('the command line is read strictly, and names what is known', () => {
  const all = readOptions([])
  expect(all).toMatchObject({ reps: 1000, seed: 7, guards: true, lookSeconds: 30, json: false, write: false })
  expect(all.scenarios).toEqual(scenarios)
  expect(all.configurations).toEqual(configurations)
  const some = readOptions('--reps 5 --scenario aa-iid,aa --config z-once --guards off --looks 15s'.split(' '))
  expect(some).toMatchObject({
    reps: 5,
    guards: false,
    lookSeconds: 15,
    selection: ['--scenario aa-iid,aa', '--config z-once'],
  })
  expect(some.scenarios.map(({ id }) => id)).toEqual(['aa-iid', 'aa'])
  expect(some.configurations.map(({ name }) => name)).toEqual(['z-once'])
  for (const words of [
    '--reps 0',
    '--reps 1e3',
    '--reps=-5',
    '--seed x',
    '--scenario AA',
    '--scenario aa,',
    '--config toString',
    '--guards yes',
    '--looks 20s',
    '--looks constructor',
    '--loud',
    'aa',
  ]) {
    expect(() => readOptions(words.split(' '))).toThrow(Error)
  }
  expect(() => readOptions(['--config', 'zonce'])).toThrow('z-once')
})

function scenario(id: string): Scenario {
  const known = findScenario(id)
  if (known === undefined) throw new Error(`There is no scenario ${id}`)
  return known
}

function configuration(name: string): Configuration {
  const known = findConfiguration(name)
  if (known === undefined) throw new Error(`There is no configuration ${name}`)
  return known
}

function outcome(rollbackAt: number | null, promoteAt: number | null): SimulatedOutcome {
  return { rollbackAt, promoteAt }
}
