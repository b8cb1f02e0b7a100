import type { ParsedReport } from '@kosmos/analysis/parsers'
import type { Random } from './mutate.ts'

/** Something that holds for every sound report: what to change, and what the changed one may say instead of a refusal. */
export interface Law {
  readonly name: string
  /** The changed text; `null` where the law says nothing about this report. */
  readonly change: (text: string, random: Random) => string | null
  readonly holds: (before: ParsedReport, after: ParsedReport) => boolean
}

/** XML and JSON that is one value: what follows another line is a report of its own, and its loss cannot be seen. */
const isWhole = (text: string): boolean => {
  if (text.trimStart().startsWith('<')) return true
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

export const laws: readonly Law[] = [
  {
    name: 'a report that lost its end never passes for a whole one',
    change: (text, random) => {
      const end = text.trimEnd().length
      return isWhole(text) ? text.slice(0, Math.floor(random() * end)) : null
    },
    holds: sameEvidence,
  },
  {
    name: 'white space around a report changes nothing',
    change: (text) => (isWhole(text) ? `\n ${text}\n\n` : null),
    holds: sameEvidence,
  },
  {
    name: 'an unknown key changes nothing',
    change: (text) =>
      isWhole(text) && text.trimStart().startsWith('{') ? text.replace('{', '{"kosmosUnknown":{},') : null,
    holds: sameEvidence,
  },
  {
    name: 'an unknown word for a severity takes no finding away',
    change: (text, random) => {
      const places = [...text.matchAll(/(?<="(?:severity|Severity|level)"\s*:\s*")\w+(?=")/g)]
      const place = places[Math.floor(random() * places.length)]
      if (place === undefined || !isWhole(text)) return null
      return `${text.slice(0, place.index)}strange${text.slice(place.index + place[0].length)}`
    },
    holds: (before, after) => countOf(after) >= countOf(before),
  },
  {
    name: 'the order of what is listed does not change how much it is',
    change: (text) => {
      if (!isWhole(text) || !/^\s*[{[]/.test(text)) return null
      const listed = new Set(['results', 'Vulnerabilities', 'matches', 'vulnerabilities', 'testResults'])
      return JSON.stringify(JSON.parse(text), (key, value: unknown) =>
        listed.has(key) && Array.isArray(value) ? value.toReversed() : value,
      )
    },
    holds: (before, after) => countOf(after) === countOf(before),
  },
]

/** Findings and problems that count, and tests. */
function countOf({ evidence }: ParsedReport): number {
  let count = 0
  for (const one of evidence) {
    if (one.kind === 'vulnerabilities' || one.kind === 'findings')
      count += one.findings.filter(({ suppressed }) => !suppressed).length
    else if (one.kind === 'secrets') count += one.secrets.length
    else if (one.kind === 'tests') count += one.total
    else if (one.kind === 'lint') count += one.errors + one.warnings + one.infos
  }
  return count
}

function sameEvidence(before: ParsedReport, after: ParsedReport): boolean {
  return before.format === after.format && plain(before) === plain(after)
}

function plain({ evidence }: ParsedReport): string {
  return JSON.stringify(evidence, (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  )
}
