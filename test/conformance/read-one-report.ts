import { readFileSync } from 'node:fs'
import { AnalysisError } from '@kosmos/analysis'
import { parseReport } from '@kosmos/analysis/parsers'
import type { ReadingCost } from './reading-cost.ts'

// A process that reads the reports it is told of and says what each cost: run by `reading-cost.ts`.
process.on('message', (path) => {
  const bytes = readFileSync(String(path))
  const before = process.memoryUsage().rss
  const { user, system } = process.cpuUsage()
  const fault = faultOf(bytes)
  const used = process.cpuUsage()
  const cost: ReadingCost = {
    fault,
    ms: (used.user + used.system - user - system) / 1000,
    bytes: process.resourceUsage().maxRSS * 1024 - before,
  }
  process.send?.(cost)
})

function faultOf(report: Uint8Array): string | null {
  try {
    parseReport(report)
    return null
  } catch (error) {
    return error instanceof AnalysisError ? null : String(error)
  }
}
