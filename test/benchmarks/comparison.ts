import { hodgesLehmann, mannWhitney } from '@kosmos/analysis/hypothesis'
import type { Figure } from './bench.ts'

/** The fixed-sample comparison beside a naive one and beside the physical limit: sorting both samples once. */
export async function comparisonSuite(): Promise<readonly Figure[]> {
  return [60, 1000, 10_000].flatMap((size) => {
    const control = sample(size, 1)
    const experiment = sample(size, 2)
    const sorts = timeOf(() => {
      Float64Array.from(control).sort()
      Float64Array.from(experiment).sort()
    })
    const ours = timeOf(() => {
      mannWhitney(control, experiment)
      hodgesLehmann(control, experiment, { level: 0.95 })
    })
    const naive = size > 1000 ? null : timeOf(() => naiveShift(control, experiment))
    const at = `Mann-Whitney with interval, n = m = ${size}`
    return [
      { name: at, value: ours * 1000, unit: 'µs', target: null },
      { name: `${at}: times the two sorts`, value: ours / sorts, unit: '×', target: null },
      ...(naive === null
        ? []
        : [{ name: `${at}: naive difference matrix takes`, value: naive / ours, unit: '×', target: null }]),
    ]
  })
}

function timeOf(work: () => void): number {
  for (let round = 0; round < 5; round += 1) work()
  const start = performance.now()
  let rounds = 0
  while (performance.now() - start < 300) {
    work()
    rounds += 1
  }
  return (performance.now() - start) / rounds
}

/** The median of all pairwise differences by making and sorting all of them. */
function naiveShift(control: Float64Array, experiment: Float64Array): number {
  const differences = new Float64Array(control.length * experiment.length)
  let at = 0
  for (const x of experiment) for (const y of control) differences[at++] = x - y
  differences.sort()
  return differences[Math.floor(differences.length / 2)] ?? Number.NaN
}

/** Log-normal latencies from a small seeded generator (mulberry32). */
function sample(size: number, seed: number): Float64Array {
  let state = seed
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return Float64Array.from({ length: size }, () =>
    Math.exp(0.6 * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())),
  )
}
