import { judgeKayenta } from '@kosmos/analysis/judges'
import { seededRandom } from '@kosmos/analysis/numeric'
import type { Figure } from './bench.ts'

/** Kayenta's own judge, best of three rounds on one core of such a machine: pairs per second, and our aim as a multiple. */
const originals = [
  { size: 60, original: 770, aim: 20 },
  { size: 1000, original: 47, aim: 100 },
  { size: 10_000, original: 3.5, aim: 100 },
]
const pairs = 64
const warmUpMs = 500
const roundMs = 150
const rounds = 14

const canaryConfig = {
  metrics: [{ name: 'latency', groups: ['latency'], analysisConfigurations: { canary: { direction: 'increase' } } }],
  classifier: { groupWeights: { latency: 100 } },
}
const scoreThresholds = { pass: 95, marginal: 75 }

/** Whole judgements of one metric pair, from the config's JSON to the frozen result, beside the original's measured speed. */
export async function kayentaSuite(): Promise<readonly Figure[]> {
  return originals.flatMap(({ size, original, aim }) => {
    const random = seededRandom(size)
    const requests = Array.from({ length: pairs }, () => [
      { name: 'latency', values: { control: normal(random, size, 100), experiment: normal(random, size, 103) } },
    ])
    const speed = (mode: 'faithful' | 'strict'): number =>
      perSecond((index) => {
        const metricSetPairs = requests[index % pairs] ?? []
        judgeKayenta({ canaryConfig, scoreThresholds, metricSetPairs, mode, seed: 1 })
      })
    const faithful = speed('faithful')
    const at = `Kayenta's judge, ${size} values a side`
    return [
      { name: at, value: faithful, unit: 'pairs/s', target: null },
      { name: `${at}, strict`, value: speed('strict'), unit: 'pairs/s', target: null },
      {
        name: `${at}: times the original's ${original}`,
        value: faithful / original,
        unit: '×',
        target: null,
        atLeast: aim,
      },
    ]
  })
}

/** Per second of one core, the best of the rounds: other work on the machine only ever slows down. */
function perSecond(work: (index: number) => void): number {
  run(work, warmUpMs)
  let best = 0
  for (let round = 0; round < rounds; round += 1) best = Math.max(best, run(work, roundMs))
  return best
}

function run(work: (index: number) => void, ms: number): number {
  const used = process.cpuUsage()
  const start = performance.now()
  let done = 0
  while (performance.now() - start < ms) work(done++)
  // Of every thread, the garbage collector's too.
  const { user, system } = process.cpuUsage(used)
  return (done / (user + system)) * 1_000_000
}

/** Normal values with a standard deviation of 10, as plain numbers: what JSON gives. */
function normal(random: () => number, size: number, mean: number): readonly number[] {
  return Array.from(
    { length: size },
    () => mean + 10 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  )
}
