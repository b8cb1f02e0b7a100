import { parseArgs } from 'node:util'
import { fuzzReports } from './fuzz-reports.ts'

// `npm run fuzz -- --inputs 100000 --seed 1`: prints a line per broken rule and a summary, exits 1 where one was broken.
const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
})
const [inputs, seed] = [Number(values.inputs), Number(values.seed)]
const start = performance.now()
const { read, refused, faults, slowest } = fuzzReports(inputs, seed)
for (const fault of faults) console.log(fault)
const seconds = ((performance.now() - start) / 1000).toFixed(0)
console.log(
  `${read + refused} reports read with seed ${seed} in ${seconds} s: ${read} read, ${refused} refused, slowest ${slowest.toFixed(0)} ms of CPU, ${faults.length} faults`,
)
process.exitCode = faults.length > 0 ? 1 : 0
