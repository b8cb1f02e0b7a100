import { readDocument } from '../../documents/index.ts'
import type { WaiverScope } from '../waiver.ts'
import { lastWholeDay, oneLine, scopeOf, type ImportedWaiver, type ImportedWaivers } from './imported-waiver.ts'
import { entriesOf, listOf } from './plain-value.ts'

/**
 * The policy file of Snyk: `ignore` by id, then by path, with `reason` and `expires`. A path through the dependencies
 * becomes its last package, and one through a file of configuration that file: wider than it was, and told.
 */
export function importSnyk(text: string): ImportedWaivers {
  const { value, locate } = readDocument(text, 'waivers')
  const notes: string[] = []
  const waivers = [...entriesOf(entriesOf(value).get('ignore'))].flatMap(([id, paths]) =>
    listOf(paths).flatMap((written, index) =>
      [...entriesOf(written)].map(([path, about]): ImportedWaiver => {
        const { line } = locate(['ignore', id, index], path)
        const entry = entriesOf(about)
        const end = entry.get('expires')
        const until = lastWholeDay(end)
        if (end !== undefined && end !== null && until === null) notes.push(`Line ${line}: the end of ${id} is no day`)
        const { scope, isWider } = scopeOfPath(path)
        if (isWider) {
          const kept = scope.path ?? scope.package ?? ''
          notes.push(
            `Line ${line}: ${id} was ignored at '${path}' alone; the waiver holds for '${kept}' wherever it is`,
          )
        }
        return { line, id, scope, who: null, why: oneLine(entry.get('reason')), until }
      }),
    ),
  )
  for (const section of ['exclude', 'patch']) {
    const entries = entriesOf(value).get(section)
    if (entriesOf(entries).size > 0) notes.push(`'${section}' is no list of findings and is not taken over`)
  }
  return { waivers, notes }
}

function scopeOfPath(path: string): { readonly scope: WaiverScope; readonly isWider: boolean } {
  const steps = path
    .split(' > ')
    .map((step) => step.trim())
    .filter((step) => step !== '' && step !== '*')
  const [first] = steps
  const last = steps.at(-1)
  if (first === undefined || last === undefined) return { scope: scopeOf({}), isWider: false }
  const isFile = /\.(?:tf|tfvars|ya?ml|json|bicep|toml|template)$/.test(first)
  if (isFile) return { scope: scopeOf({ path: first }), isWider: steps.length > 1 }
  const [, name = last, version = null] = /^(.+)@([^@/]+)$/.exec(last) ?? []
  return { scope: scopeOf({ package: name, version }), isWider: true }
}
