const warmUpMs = 200
const roundMs = 60
const rounds = 8

/** Milliseconds of one call: the best of several rounds, because other work on the machine only ever slows down. */
export function bestOf(work: () => unknown): number {
  run(work, warmUpMs)
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round += 1) best = Math.min(best, run(work, roundMs))
  return best
}

function run(work: () => unknown, ms: number): number {
  const start = performance.now()
  let calls = 0
  do {
    work()
    calls += 1
  } while (performance.now() - start < ms)
  return (performance.now() - start) / calls
}
