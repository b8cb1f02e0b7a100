import { conformKayenta } from './kayenta.ts'
import { conformReports } from './reports.ts'
import { conformSequential } from './sequential.ts'
import { conformStatistics } from './statistics.ts'

/** Suites by name. Each prints one line per failing case and says how many cases passed and failed. */
const suites: Readonly<
  Record<string, (args: readonly string[]) => Promise<{ readonly passed: number; readonly failed: number }>>
> = {
  kayenta: conformKayenta,
  reports: conformReports,
  sequential: conformSequential,
  statistics: conformStatistics,
}

const [name = '', ...args] = process.argv.slice(2)
const suite = Object.hasOwn(suites, name) ? suites[name] : undefined
if (suite === undefined) {
  console.error(`Expected a suite (${Object.keys(suites).join(', ')}), got '${name}'`)
  process.exitCode = 2
} else {
  const { passed, failed } = await suite(args)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}
