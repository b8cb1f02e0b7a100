import { outcomes, type Outcome, type Part, type Verdict, type WaiverUse } from '../verdict/index.ts'
import { markdownText, plainText } from './plain-text.ts'

const symbols: Readonly<Record<Outcome, string>> = { pass: '✓', warn: '!', inconclusive: '?', error: '⚠', fail: '✗' }

/**
 * A verdict in plain text: the sentence first, then every part with its reasons, the worst first, then the waivers.
 *
 * @returns lines without colours or control characters, whatever stands in the evidence.
 * @example
 * ```ts
 * explain(verdict) // 'HOLD (fail): 1 of 10 tests failed, at most 0 may\n  ✗ unit …'
 * ```
 */
export function explain(verdict: Verdict): string {
  const lines = worstFirst(verdict).flatMap((part) =>
    part.reasons.map((reason, index) =>
      index === 0
        ? `  ${symbols[reason.outcome]} ${part.id.padEnd(18)} ${plainText(reason.sentence)}${part.required ? '' : ' (not required)'}`
        : `    ${''.padEnd(18)} ${plainText(reason.sentence)}`,
    ),
  )
  const sentence = `${verdict.verdict.toUpperCase()} (${verdict.outcome}): ${plainText(verdict.reason)}`
  return [sentence, ...lines, ...waiverLines(verdict)].join('\n')
}

/**
 * The same as Markdown, for a job summary or a comment; parts that passed are folded into one line.
 *
 * @example
 * ```ts
 * explainMarkdown(verdict) // '## ✗ hold: merge\n\n1 of 10 tests failed …'
 * ```
 */
export function explainMarkdown(verdict: Verdict): string {
  const parts = worstFirst(verdict)
  const passed = parts.filter(({ outcome }) => outcome === 'pass')
  const rows = parts
    .filter(({ outcome }) => outcome !== 'pass')
    .map(
      (part) =>
        `| ${symbols[part.outcome]} ${part.outcome} | ${markdownText(part.id)} | ${part.reasons.map(({ sentence }) => markdownText(sentence)).join('<br>')} |`,
    )
  const { subject } = verdict
  const what = [subject.service, subject.version, subject.environment]
    .filter((word) => word !== null)
    .map(markdownText)
    .join(' · ')
  return [
    `## ${symbols[verdict.outcome]} ${verdict.verdict}: ${markdownText(verdict.gate)}`,
    '',
    markdownText(verdict.reason),
    '',
    ...(rows.length === 0 ? [] : ['| outcome | part | why |', '|---|---|---|', ...rows, '']),
    ...(passed.length === 0
      ? []
      : [`${passed.length} passed: ${passed.map(({ id }) => markdownText(id)).join(', ')}`, '']),
    ...waiverRows(verdict),
    `${what}, policy ${markdownText(verdict.policy.name)} \`${verdict.policy.digest.replace(/[^a-zA-Z0-9:]/g, '').slice(0, 19)}\``,
    '',
  ].join('\n')
}

/** A block of its own: what is permitted must not read as a failure, and what has ended or is not needed is to be seen. */
function waiverLines({ waivers }: Verdict): readonly string[] {
  if (waivers.length === 0) return []
  const lines = waivers.map((waiver) => {
    const { state, findings, until, who, why, remark } = waiver
    return `    ${state.padEnd(7)} ${plainText(`${waiverName(waiver)}, ${findings} found, until the end of ${until}, ${who}: ${why}${remark === undefined ? '' : `; ${remark}`}`)}`
  })
  return ['  Waivers', ...lines]
}

function waiverRows({ waivers }: Verdict): readonly string[] {
  if (waivers.length === 0) return []
  const rows = waivers.map((waiver) => {
    const { findings, until, who, why } = waiver
    const state = waiver.remark === undefined ? waiver.state : `${waiver.state}: ${waiver.remark}`
    return `| ${[waiverName(waiver), state, String(findings), until, who, why].map(markdownText).join(' | ')} |`
  })
  const head = ['| waiver | state | found | until the end of | who | why |', '|---|---|---|---|---|---|']
  return ['### Waivers', '', ...head, ...rows, '']
}

function waiverName({ id, condition, scope }: WaiverUse): string {
  const limits = [condition === null ? null : `condition ${condition}`, scope].filter((limit) => limit !== null)
  return limits.length === 0 ? id : `${id} (${limits.join(', ')})`
}

function worstFirst(verdict: Verdict): readonly Part[] {
  return verdict.parts.toSorted((one, other) => outcomes.indexOf(other.outcome) - outcomes.indexOf(one.outcome))
}
