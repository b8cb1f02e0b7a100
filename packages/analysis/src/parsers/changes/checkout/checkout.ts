import type { CheckoutEvidence, ReportEvidence } from '../../../evidence/index.ts'
import { field, fieldAt, text } from '../../json-value.ts'
import { malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'

type BrokenLink = CheckoutEvidence['brokenLinks'][number]

/**
 * What `kosmos-gate` collects of a checkout, as JSON: `{format: 'kosmos-checkout', version: 1, commit, dirty, files,
 * links: {checked, unchecked}, brokenLinks: [{file, line, target, reason}]}`, and `comparedWith: {commit, changedFiles}`
 * where it was compared with another commit. Facts only, of one commit; whether they are good enough is for a condition.
 *
 * The changes themselves are a diff of their own. Only that there are none is said here, since an empty diff says nothing:
 * `changedFiles` of 0 is evidence of no changes. Strict: a field that is missing or of another type is malformed.
 */
export const checkoutParser: ReportParser = {
  matches: (document) => field(jsonOf(document), 'format') === 'kosmos-checkout',
  parse: (document) => {
    const value = jsonOf(document)
    if (field(value, 'version') !== 1) throw wrong('version 1', field(value, 'version'))
    const commit = commitOf(field(value, 'commit'), 'a commit id')
    const dirty = field(value, 'dirty')
    if (typeof dirty !== 'boolean') throw wrong("'dirty' as true or false", dirty)
    const files = listOf(field(value, 'files'), "a list of 'files'").map((file) => textOf(file, 'the path of a file'))
    const brokenLinks = listOf(field(value, 'brokenLinks'), "a list of 'brokenLinks'").map(brokenLink)
    const links = {
      checked: countOf(fieldAt(value, 'links', 'checked'), "a count 'links.checked'"),
      unchecked: countOf(fieldAt(value, 'links', 'unchecked'), "a count 'links.unchecked'"),
    }
    if (links.checked < brokenLinks.length) throw wrong('no more broken links than were checked', links.checked)
    const checkout: CheckoutEvidence = { kind: 'checkout', commit, dirty, files, brokenLinks, links }
    return {
      evidence: [checkout, ...unchanged(field(value, 'comparedWith'), commit)],
      warnings: dirty ? [{ code: 'checkout-dirty', message: 'Uncommitted changes stood in the working copy' }] : [],
      tally: { files: files.length, brokenLinks: brokenLinks.length, ...links },
    }
  },
}

function unchanged(compared: unknown, head: string): readonly ReportEvidence[] {
  if (compared === undefined) return []
  const base = commitOf(field(compared, 'commit'), "a commit id in 'comparedWith'")
  const changed = countOf(field(compared, 'changedFiles'), "a count 'comparedWith.changedFiles'")
  return changed === 0 ? [{ kind: 'changes', files: [], base, head }] : []
}

function brokenLink(value: unknown): BrokenLink {
  const target = field(value, 'target')
  if (typeof target !== 'string') throw wrong('the target of a link', target)
  return {
    file: textOf(field(value, 'file'), 'the file of a link'),
    line: countOf(field(value, 'line'), 'the line of a link'),
    target,
    reason: textOf(field(value, 'reason'), 'the reason why a link is broken'),
  }
}

function listOf(value: unknown, expected: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(expected, value)
  return value
}

function textOf(value: unknown, expected: string): string {
  const found = text(value)
  if (found === null) throw wrong(expected, value)
  return found
}

function commitOf(value: unknown, expected: string): string {
  const id = textOf(value, expected)
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) throw wrong(expected, id)
  return id
}

function countOf(value: unknown, expected: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw wrong(expected, value)
  return value
}

function wrong(expected: string, received: unknown): Error {
  const got =
    typeof received === 'string' || typeof received === 'number'
      ? `'${String(received).slice(0, 60)}'`
      : typeof received
  return malformed('checkout', expected, received === undefined ? 'nothing' : got)
}
