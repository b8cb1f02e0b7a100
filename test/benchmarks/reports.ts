import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Figure } from './bench.ts'
import { writeLargeReport, type LargeReport } from './large-report.ts'

const child = fileURLToPath(new URL('./read-large-report.ts', import.meta.url))
const bytes = 100_000_000
const rounds = 3

/**
 * A hundred megabytes of Cobertura beside saxes without any handler, and of Trivy beside `JSON.parse`, over the same
 * bytes: CPU time, the best of several rounds in turn, each in a fresh process; and what is resident above the bytes.
 */
export async function reportsSuite(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kosmos-bench-'))
  try {
    return [
      ...figures('cobertura', 'saxes', join(folder, 'coverage.xml'), 1.3, 100),
      ...figures('trivy', 'JSON.parse', join(folder, 'trivy.json'), 1.5, null),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function figures(
  report: LargeReport,
  rival: string,
  path: string,
  times: number,
  megabytes: number | null,
): readonly Figure[] {
  writeLargeReport(report, path, bytes)
  const ours: Cost[] = []
  const bare: Cost[] = []
  for (let round = 0; round < rounds; round += 1) {
    bare.push(costOf(path, 'bare'))
    ours.push(costOf(path, 'ours'))
  }
  const least = (costs: readonly Cost[], of: 'ms' | 'grew'): number => Math.min(...costs.map((cost) => cost[of]))
  const [oursMs, bareMs] = [least(ours, 'ms'), least(bare, 'ms')]
  const at = `100 MB of ${report}`
  return [
    { name: `${at}, read (CPU)`, value: oursMs / 1000, unit: 's', target: null },
    { name: `${at}: ${rival} alone (CPU)`, value: bareMs / 1000, unit: 's', target: null },
    { name: `${at}: times ${rival} alone`, value: oursMs / bareMs, unit: '×', target: times },
    { name: `${at}: resident above its bytes`, value: least(ours, 'grew') / 1e6, unit: 'MB', target: megabytes },
  ]
}

const costSchema = z.object({ ms: z.number(), grew: z.number() })
type Cost = z.output<typeof costSchema>

function costOf(path: string, what: 'ours' | 'bare'): Cost {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    // The young generation is as large as in the thread that reads reports in the service.
    ['--conditions=@kosmos/source', '--expose-gc', '--max-semi-space-size=16', child, path, what],
    { encoding: 'utf8', maxBuffer: 2 ** 20 },
  )
  if (status !== 0) throw new Error(`Reading ended with ${status}: ${stderr.slice(0, 2000)}`)
  return costSchema.parse(JSON.parse(stdout))
}
