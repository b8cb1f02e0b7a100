import { readDocument } from '../../documents/index.ts'
import { oneLine, scopeOf, type ImportedWaiver, type ImportedWaivers } from './imported-waiver.ts'
import { entriesOf, listOf } from './plain-value.ts'

/** Limits of a rule that a waiver can say. */
const sayable: ReadonlySet<string> = new Set(['vulnerability', 'reason', 'package', 'include-aliases'])
const sayableOfPackage: ReadonlyMap<string, 'package' | 'version' | 'path'> = new Map([
  ['name', 'package'],
  ['version', 'version'],
  ['location', 'path'],
])

/**
 * The rules `ignore` of Grype's settings. They have no end. A rule that names no vulnerability, or that is limited by what a
 * waiver cannot say, is not taken over: without its limit it would permit more.
 */
export function importGrype(text: string): ImportedWaivers {
  const { value, locate } = readDocument(text, 'waivers')
  const notes: string[] = []
  const waivers = listOf(entriesOf(value).get('ignore')).flatMap((one, index): readonly ImportedWaiver[] => {
    const { line } = locate(['ignore', index])
    const rule = entriesOf(one)
    const id = oneLine(rule.get('vulnerability'))
    if (id === null) {
      notes.push(`Line ${line}: a rule names no vulnerability and is not taken over: a waiver names its finding`)
      return []
    }
    const limits = new Map<'package' | 'version' | 'path', string>()
    const unsaid = [...rule].filter(([key, limit]) => !sayable.has(key) && isLimit(limit)).map(([key]) => key)
    for (const [key, limit] of entriesOf(rule.get('package'))) {
      const name = sayableOfPackage.get(key)
      const word = oneLine(limit)
      if (name !== undefined && word !== null) limits.set(name, word)
      else if (isLimit(limit)) unsaid.push(`package.${key}`)
    }
    if (limits.has('version') && !limits.has('package')) unsaid.push('package.version')
    if (unsaid.length > 0) {
      notes.push(
        `Line ${line}: ${id} is limited by ${unsaid.join(', ')}, which a waiver cannot say; it is not taken over`,
      )
      return []
    }
    const scope = scopeOf(Object.fromEntries(limits))
    return [{ line, id, scope, who: null, why: oneLine(rule.get('reason')), until: null }]
  })
  return { waivers, notes }
}

function isLimit(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}
