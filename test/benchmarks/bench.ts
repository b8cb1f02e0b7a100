import { startupSuite } from './startup.ts'
import { statisticsSuite } from './statistics.ts'
import { kayentaSuite } from './kayenta.ts'
import { reportsSuite } from './reports.ts'
import { sequentialSuite } from './sequential.ts'

/** One measured quantity, beside its limit where one was stated. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The stated target: the value is to be at or under it. `null` where none was stated. */
  readonly target: number | null
  /** The stated target of a quantity that is better when larger: the value is to be at or over it. */
  readonly atLeast?: number
}

const suites: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  startup: startupSuite,
  statistics: statisticsSuite,
  kayenta: kayentaSuite,
  sequential: sequentialSuite,
  reports: reportsSuite,
}

// `npm run bench -- [SUITE…] [--json]`: prints the figures, exits 1 where a stated target is missed.
const words = process.argv.slice(2)
const json = words.includes('--json')
const asked = words.filter((word) => !word.startsWith('--'))
const unknown = asked.filter((name) => !Object.hasOwn(suites, name))
if (unknown.length > 0) {
  console.error(`Unknown suite ${unknown.join(', ')}; known are ${Object.keys(suites).join(', ')}`)
  process.exit(2)
}
const figures: Figure[] = []
for (const [name, run] of Object.entries(suites)) {
  if (asked.length === 0 || asked.includes(name)) figures.push(...(await run()))
}
if (json) console.log(JSON.stringify({ node: process.version, platform: process.platform, figures }))
else {
  console.log(`Node ${process.version} on ${process.platform}-${process.arch}`)
  for (const figure of figures) {
    const { name, value, unit } = figure
    console.log(`${name.padEnd(58)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit}${standing(figure)}`)
  }
}
if (figures.some((figure) => misses(figure))) process.exitCode = 1

function standing(figure: Figure): string {
  const { target, atLeast, unit } = figure
  const missed = misses(figure)
  if (target !== null) return `  ${missed ? 'OVER' : 'within'} ${target} ${unit}`
  return atLeast === undefined ? '' : `  ${missed ? 'UNDER' : 'at least'} ${atLeast} ${unit}`
}

function misses({ value, target, atLeast }: Figure): boolean {
  return (target !== null && !(value <= target)) || (atLeast !== undefined && !(value >= atLeast))
}
