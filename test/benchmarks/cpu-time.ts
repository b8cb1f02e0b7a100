const warmUpMs = 1000
const roundMs = 80
const rounds = 10
const batch = 64

/** Microseconds of CPU, of every thread, of one call: the best of several rounds, whatever else the machine does. */
export function cpuMicroseconds(work: () => unknown): number {
  run(work, warmUpMs)
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round += 1) best = Math.min(best, run(work, roundMs))
  return best
}

/** Lengths are CPU time too: on a busy machine a second by the clock warms nothing up. */
function run(work: () => unknown, ms: number): number {
  const before = process.cpuUsage()
  let calls = 0
  let used = 0
  do {
    for (let one = 0; one < batch; one += 1) work()
    calls += batch
    const { user, system } = process.cpuUsage(before)
    used = user + system
  } while (used < ms * 1000)
  return used / calls
}
