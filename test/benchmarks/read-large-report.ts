import { readFileSync } from 'node:fs'
import { parseReport } from '@kosmos/analysis/parsers'
import { SaxesParser } from 'saxes'

// A process that reads one report, by itself (`ours`) or with the bare reader (`bare`), and prints the milliseconds of CPU
// and the bytes that were resident above the start. One reading per process: a second would find the engine warm, and a
// parser of another make would leave it slower. Run by `reports.ts`.
const [path = '', what = ''] = process.argv.slice(2)
const bytes = readFileSync(path)
const bare = path.endsWith('.xml') ? bareSaxes : bareJson
globalThis.gc?.()
const resident = process.memoryUsage().rss
const before = process.cpuUsage()
const read = what === 'bare' ? bare() : parseReport(bytes)
const { user, system } = process.cpuUsage(before)
const grew = process.resourceUsage().maxRSS * 1024 - resident
console.log(JSON.stringify({ ms: (user + system) / 1000, grew, kind: typeof read }))

/** As little as the reader can do: nobody listens. */
function bareSaxes(): boolean {
  const parser = new SaxesParser()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (let at = 0; at < bytes.length; at += 65_536)
    parser.write(decoder.decode(bytes.subarray(at, at + 65_536), { stream: true }))
  parser.close()
  return parser.closed
}

function bareJson(): unknown {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
}
