import { spawnSync } from 'node:child_process'
import { betaCdf, studentTCdf } from '@kosmos/analysis/distributions'
import { changePoints } from '@kosmos/analysis/history'
import { rankComparison } from '@kosmos/analysis/hypothesis'
import { seededRandom } from '@kosmos/analysis/numeric'
import jstat from 'jstat'
import { wilcoxonRankSum } from 'simple-statistics'
import type { Figure } from './bench.ts'
import { bestOf } from './best-of.ts'

/**
 * Comparisons of two samples beside rivals in the same run and beside the physical limit: sorting both samples once, as
 * typed arrays. Kayenta's own speed at the test with interval was measured on two cores: 1,033, 49 and 3.6 pairs a second.
 */
export async function statisticsSuite(): Promise<readonly Figure[]> {
  return [...million(), ...[60, 1000, 10_000].flatMap(comparison), ...laws(), ...history()]
}

const kayentaPerSecond: Readonly<Record<number, number>> = { 60: 1033, 1000: 49, 10_000: 3.6 }

function comparison(size: number): readonly Figure[] {
  const [control, experiment] = [sample(size, 1), sample(size, 2)]
  const sorts = bestOf(() => {
    new Float64Array(control).sort()
    new Float64Array(experiment).sort()
  })
  const ours = bestOf(() => rankComparison(control, experiment))
  const at = `Mann-Whitney with interval, n = m = ${size}`
  const rival = (name: string, ms: number | null): readonly Figure[] =>
    ms === null ? [] : [{ name: `${at}: ${name} takes`, value: ms / ours, unit: '×', target: null }]
  const plain = { control: [...control], experiment: [...experiment] }
  return [
    { name: at, value: ours * 1000, unit: 'µs', target: size === 60 ? 20 : null },
    { name: `${at}: times the two sorts`, value: ours / sorts, unit: '×', target: size === 10_000 ? 5 : null },
    ...rival('naive difference matrix', size > 1000 ? null : bestOf(() => naiveShift(control, experiment))),
    ...rival(
      'simple-statistics (rank sum alone)',
      size > 1000 ? null : bestOf(() => wilcoxonRankSum(plain.control, plain.experiment)),
    ),
    ...rival("Kayenta's (measured once)", 1000 / (kayentaPerSecond[size] ?? Number.NaN)),
    ...rival('R wilcox.test', timeInR(size)),
    ...rival('SciPy mannwhitneyu (no interval)', timeInScipy(size)),
  ]
}

/** First of all, so that the process has not grown by anything else yet. */
function million(): readonly Figure[] {
  const size = 1_000_000
  const [control, experiment] = [sample(size, 1), sample(size, 2)]
  const before = process.resourceUsage().maxRSS
  const start = performance.now()
  rankComparison(control, experiment)
  const seconds = (performance.now() - start) / 1000
  const at = 'Mann-Whitney with interval, n = m = 1000000'
  return [
    { name: `${at}, first call`, value: seconds, unit: 's', target: 2 },
    {
      name: `${at}: memory above the inputs`,
      value: (process.resourceUsage().maxRSS - before) / 1024,
      unit: 'MiB',
      target: 95,
    },
  ]
}

function laws(): readonly Figure[] {
  return [
    ['Student t, df 7.3', () => studentTCdf(-2.2, 7.3), () => jstat.studentt.cdf(-2.2, 7.3)],
    ['beta, 10 and 90', () => betaCdf(0.05, 10, 90), () => jstat.beta.cdf(0.05, 10, 90)],
  ].flatMap(([name, ours, theirs]): readonly Figure[] => {
    if (typeof name !== 'string' || typeof ours !== 'function' || typeof theirs !== 'function') return []
    const ms = bestOf(ours)
    return [
      { name: `Law of ${name}`, value: ms * 1000, unit: 'µs', target: null },
      { name: `Law of ${name}: jstat takes`, value: bestOf(theirs) / ms, unit: '×', target: null },
    ]
  })
}

/** A history of benchmark results with a change every 50. */
function history(): readonly Figure[] {
  const results = sample(1000, 3).map((value, at) => value + (at % 100 < 50 ? 0 : 3))
  return [
    { name: 'Change points of 1000 results', value: bestOf(() => changePoints(results)), unit: 'ms', target: 100 },
  ]
}

/** The median of all pairwise differences by making and sorting all of them. */
function naiveShift(control: Float64Array, experiment: Float64Array): number {
  const differences = new Float64Array(control.length * experiment.length)
  let at = 0
  for (const x of experiment) for (const y of control) differences[at++] = x - y
  differences.sort()
  return differences[Math.floor(differences.length / 2)] ?? Number.NaN
}

/** Milliseconds of one `wilcox.test` with interval; `null` where R is not installed or does not answer in time. */
function timeInR(size: number): number | null {
  const rounds = size === 60 ? 100 : size === 1000 ? 10 : 1
  const script = `set.seed(1); x <- rlnorm(${size}); y <- rlnorm(${size}); cat(system.time(for (i in 1:${rounds}) wilcox.test(x, y, conf.int=TRUE, exact=FALSE))[["elapsed"]] / ${rounds} * 1000)`
  return answer('Rscript', ['-e', script])
}

/** Milliseconds of one `mannwhitneyu`; `null` where SciPy is not installed. */
function timeInScipy(size: number): number | null {
  const script = `
import timeit, numpy
from scipy.stats import mannwhitneyu
g = numpy.random.default_rng(1)
x, y = g.lognormal(size=${size}), g.lognormal(size=${size})
f = lambda: mannwhitneyu(x, y, method='asymptotic')
f()
print(min(timeit.repeat(f, number=5, repeat=5)) / 5 * 1000)`
  return answer('/usr/bin/python3', ['-c', script]) ?? answer('python3', ['-c', script])
}

function answer(command: string, args: readonly string[]): number | null {
  const { status, stdout } = spawnSync(command, [...args], { encoding: 'utf8', timeout: 60_000 })
  const value = status === 0 ? Number.parseFloat(stdout) : Number.NaN
  return value > 0 ? value : null
}

/** Log-normal latencies. */
function sample(size: number, seed: number): Float64Array {
  const random = seededRandom(seed)
  return Float64Array.from({ length: size }, () =>
    Math.exp(0.6 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())),
  )
}
