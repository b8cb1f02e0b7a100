import { severities, type Finding } from '../evidence/index.ts'
import type { Judgement } from './condition.ts'
import { findingsText } from './finding-text.ts'

/** Findings that a condition does not count, and why. */
export interface SetAside {
  /** For the sentence: `without a fix`. */
  readonly why: string
  /** For the facts: `withoutFix`. */
  readonly name: string
  readonly findings: readonly Finding[]
}

/** Sorts out what each rule in turn takes away; what no rule takes is counted. */
export function setAside<Item extends { readonly finding: Finding }>(
  items: readonly Item[],
  rules: readonly { readonly why: string; readonly name: string; readonly takes: (item: Item) => boolean }[],
): { readonly counted: readonly Item[]; readonly aside: readonly SetAside[] } {
  let counted = items
  const aside: SetAside[] = []
  for (const { why, name, takes } of rules) {
    const taken = counted.filter(takes)
    if (taken.length === 0) continue
    aside.push({ why, name, findings: taken.map(({ finding }) => finding) })
    const gone = new Set(taken)
    counted = counted.filter((item) => !gone.has(item))
  }
  return { counted, aside }
}

/**
 * What is shown beside the counts: who counts only what can be fixed must still see what cannot. `null` where nothing was
 * set aside.
 */
export function asideJudgement(aside: readonly SetAside[]): Judgement<'findings-set-aside'> | null {
  if (aside.length === 0) return null
  const texts = aside.map(({ why, findings }) => {
    const worst = findings.toSorted((one, other) => rankOf(one) - rankOf(other))
    const bad = worst.filter(({ severity }) => severity === 'critical' || severity === 'high' || severity === 'unknown')
    return `${findings.length} ${why}${bad.length === 0 ? '' : ` (${totalsText(bad)}: ${findingsText(bad)})`}`
  })
  return {
    code: 'findings-set-aside',
    outcome: 'pass',
    sentence: `Not counted: ${texts.join('; ')}`,
    facts: Object.fromEntries(aside.map(({ name, findings }) => [name, findings.length])),
  }
}

/** How many of each severity, those that there are. */
export function totalsText(findings: readonly Finding[]): string {
  const totals = severities.flatMap((severity) => {
    const count = findings.filter((one) => one.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}`]
  })
  return totals.join(', ') || 'none'
}

function rankOf({ severity }: Finding): number {
  return severities.indexOf(severity)
}
