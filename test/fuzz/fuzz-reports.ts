import { AnalysisError } from '@kosmos/analysis'
import { seededRandom } from '@kosmos/analysis/numeric'
import { parseReport, type ParsedReport } from '@kosmos/analysis/parsers'
import { evidenceFault } from './evidence-fault.ts'
import { laws } from './laws.ts'
import { mutations } from './mutate.ts'
import { readSeeds, type Seed } from './seeds.ts'

/** What came of a number of changed reports. */
export interface FuzzResult {
  readonly read: number
  readonly refused: number
  /** One line for each change that broke a rule, with what repeats it. */
  readonly faults: readonly string[]
  /** Milliseconds of CPU of the slowest reading. */
  readonly slowest: number
}

const longestMs = 2000
const shareOfLaws = 0.2
const mostFaults = 50

/**
 * Changes sound reports in ways that writers, disks and attackers do, and reads them: only named refusals, never longer
 * than two seconds, evidence of sound shape, and the laws.
 */
export function fuzzReports(inputs: number, seed: number, seeds: readonly Seed[] = readSeeds()): FuzzResult {
  const random = seededRandom(seed)
  const names = Object.keys(mutations)
  const faults: string[] = []
  let [read, refused, slowest] = [0, 0, 0]

  const attempt = (bytes: Uint8Array, what: string): ParsedReport | null => {
    const before = process.cpuUsage()
    let report: ParsedReport | null = null
    try {
      report = parseReport(bytes)
      read += 1
      for (const evidence of report.evidence) {
        const fault = evidenceFault(evidence)
        if (fault !== null) faults.push(`${what}: evidence with ${fault}`)
      }
    } catch (error) {
      refused += 1
      if (!(error instanceof AnalysisError)) faults.push(`${what}: ${String(error)}`)
    }
    const { user, system } = process.cpuUsage(before)
    const ms = (user + system) / 1000
    slowest = Math.max(slowest, ms)
    if (!(ms <= longestMs)) faults.push(`${what}: took ${Math.round(ms)} ms`)
    return report
  }
  const draw = <Value>(list: readonly Value[]): Value => {
    const found = list[Math.floor(random() * list.length)]
    if (found === undefined) throw new Error('There is nothing to draw from')
    return found
  }

  for (let input = 0; input < inputs && faults.length < mostFaults; input += 1) {
    const { name, bytes } = draw(seeds)
    const at = `input ${input}, ${name}`
    if (random() < shareOfLaws) {
      const law = draw(laws)
      const changed = law.change(new TextDecoder().decode(bytes), random)
      const before = changed === null ? null : attempt(bytes, `${at}, as it is`)
      if (changed === null || before === null) continue
      const after = attempt(new TextEncoder().encode(changed), `${at}, ${law.name}`)
      if (after !== null && !law.holds(before, after)) faults.push(`${at}: ${law.name}, but it did`)
    } else {
      let changed: Uint8Array = bytes
      const used: string[] = []
      for (let times = random() < 0.7 ? 1 : 3; times > 0 && changed.length > 0; times -= 1) {
        const mutation = draw(names)
        used.push(mutation)
        changed = mutations[mutation]?.(changed, random, draw(seeds).bytes) ?? changed
      }
      attempt(changed, `${at}, ${used.join(' + ')}`)
    }
  }
  return { read, refused, faults, slowest }
}
