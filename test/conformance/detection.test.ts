import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AnalysisError } from '@kosmos/analysis'
import { parseReport, reportFormats } from '@kosmos/analysis/parsers'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const corpora = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url))
const manifest = join(corpora, 'manifest.json')
const entries = existsSync(manifest)
  ? z
      .array(z.looseObject({ file: z.string(), kind: z.string(), expect: z.string() }))
      .parse(JSON.parse(readFileSync(manifest, 'utf8')))
  : []

describe.skipIf(entries.length === 0)('real reports beside the repository', () => {
  test('are each claimed by one format, and by none where they are of another tool', () => {
    const wrong = entries.flatMap(({ file, kind, expect: expected }) => {
      try {
        parseReport(readFileSync(join(corpora, file)))
        return []
      } catch (error) {
        if (!(error instanceof AnalysisError)) return [`${file}: ${String(error)}`]
        const allowed = expected !== 'ok' || (kind === 'other' && error.code === 'format-unsupported')
        return error.code === 'format-ambiguous' || !allowed ? [`${file}: ${error.message}`] : []
      }
    })
    expect(wrong).toEqual([])
  })
})

test('the guide lists every format that is read', () => {
  const guide = readFileSync(fileURLToPath(new URL('../../docs/guides/reports.md', import.meta.url)), 'utf8')
  const table = guide.slice(guide.indexOf('\n## Formats\n'))
  const listed = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name)
  expect(new Set(listed)).toEqual(new Set(reportFormats))
  expect(listed).toHaveLength(reportFormats.length)
})
