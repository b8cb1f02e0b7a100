import { z } from 'zod'
import type { ChangedFile, ChangesEvidence, CheckoutEvidence } from '../../evidence/index.ts'
import { parseDuration, parsePathPattern, unitSchema, type PathPattern } from '../../units/index.ts'
import { defineCondition, type ConditionContext, type Judgement } from '../condition.ts'
import { diffsOfUnknownCommit } from '../diff-commit.ts'
import { selectEvidence, type SelectionReason } from '../select-evidence.ts'
import { matchesName } from '../name-pattern.ts'

export type DocsReason =
  | 'docs-complete'
  | 'docs-nothing-asked'
  | 'docs-commit-unknown'
  | 'docs-of-another-commit'
  | 'docs-several-checkouts'
  | 'docs-missing'
  | 'docs-links-broken'
  | 'docs-links-unchecked'
  | 'docs-not-changed'
  | 'docs-changed'
  | 'docs-code-unchanged'

const pattern = unitSchema(parsePathPattern)
const patterns = z.array(pattern).min(1)

const options = z.strictObject({
  suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
  files: z
    .array(pattern)
    .default([parsePathPattern('README.md')])
    .meta({
      description: 'Files that must be there: paths from the top of the repository, or patterns with * or ?',
    }),
  changes: z
    .array(z.strictObject({ code: z.union([pattern.transform((one) => [one]), patterns]), docs: patterns }))
    .default([])
    .meta({ description: 'Where a file of `code` changed, a file of `docs` must have changed too' }),
  links: z.boolean().default(true).meta({ description: 'No link in a Markdown file may lead nowhere' }),
  ignoreLinks: z.array(z.string().min(1)).default([]).meta({
    description: "Targets of links that may lead nowhere, such as '#ideas-*'; '*' stands for any text",
  }),
  ignoreFiles: z.array(pattern).default([]).meta({ description: 'Documents whose links may lead nowhere' }),
  maxReportAge: unitSchema(parseDuration).optional(),
})
type Options = z.output<typeof options>

/**
 * Documents are there, their links lead somewhere, and code that changed brought its documents along, by facts that
 * `kosmos-gate` collected of a checkout of the very commit that is judged. Where no code of a rule changed, the rule asks
 * for nothing; a document that was deleted is none that was changed. A condition that asks for nothing proves nothing.
 */
export const docsCondition = defineCondition({
  kind: 'docs',
  options,
  judge: (asked, context) => {
    const age = { suite: asked.suite ?? null, maxAgeMs: asked.maxReportAge ?? null }
    const selection = selectEvidence(context, { kind: 'checkout', noun: 'checkout report', ...age })
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const evidence = selection.selected.map(({ report }) => report.digest)
    const [{ evidence: checkout }, ...others] = selection.selected
    if (others.length > 0) {
      const sentence = `${others.length + 1} checkout reports came, expected one: which one is judged cannot be known`
      return { judgements: [{ code: 'docs-several-checkouts', outcome: 'error', sentence }], evidence }
    }
    const fault = faultOf(checkout.commit, context)
    if (fault !== null) return { judgements: [fault], evidence }
    const judgements = [...judgeFiles(asked, checkout), ...judgeLinks(asked, checkout)]
    if (asked.changes.length === 0) return { judgements: orNothing(judgements), evidence }
    const changes = selectEvidence(context, { kind: 'changes', noun: 'diff', ...age })
    if (changes.kind === 'unusable') {
      return { judgements: orNothing([...judgements, changes.judgement]), evidence: [...evidence, ...changes.evidence] }
    }
    const digests = [...new Set([...evidence, ...changes.selected.map(({ report }) => report.digest)])]
    const all = changes.selected.map((one) => one.evidence)
    const said = [...judgements, ...judgeChanges(asked, all, context), ...diffsOfUnknownCommit(changes.selected)]
    return { judgements: orNothing(said), evidence: digests }
  },
})

type Said = Judgement<DocsReason | SelectionReason | 'diff-of-unknown-commit'>

/** A list that is empty is a condition that asked for nothing. */
function orNothing(judgements: readonly Said[]): readonly [Said, ...Said[]] {
  const [first, ...others] = judgements
  if (first !== undefined) return [first, ...others]
  return [
    {
      code: 'docs-nothing-asked',
      outcome: 'inconclusive',
      sentence: 'The condition asks for no file, no link and no change',
    },
  ]
}

function faultOf(commit: string | null, { subject }: ConditionContext): Said | null {
  if (commit === null || subject.commit === null) {
    const who = commit === null ? 'the report names none' : 'the subject has none'
    const sentence = `Whether these documents belong to the judged commit cannot be known: ${who}`
    return { code: 'docs-commit-unknown', outcome: 'inconclusive', sentence }
  }
  if (commit.toLowerCase() === subject.commit.toLowerCase()) return null
  const sentence = `The documents are of commit ${commit}, the gate judges ${subject.commit}`
  return { code: 'docs-of-another-commit', outcome: 'error', sentence }
}

function judgeFiles({ files: required }: Options, { files, dirty }: CheckoutEvidence): readonly Said[] {
  if (required.length === 0) return []
  const missing = required.filter((wanted) => !files.some((file) => isWanted(file, wanted))).map(({ text }) => text)
  const facts = { required: required.length, missing: missing.length, files: files.length, dirty }
  if (missing.length > 0) {
    const sentence = `Missing among ${files.length} files: ${list(missing)} (${missing.length} of ${required.length} required documents)`
    return [{ code: 'docs-missing', outcome: 'fail', sentence, facts }]
  }
  const sentence = `Every required document is there (${required.length}): ${list(required.map(({ text }) => text))}`
  return [{ code: 'docs-complete', outcome: 'pass', sentence, facts }]
}

/** A pattern without a slash matches in any folder; a plain path is meant from the top. */
function isWanted(file: string, { text, matches }: PathPattern): boolean {
  return /[*?]/.test(text) ? matches(file) : file === text.replace(/^(?:\.?\/)+/, '')
}

function judgeLinks(asked: Options, { links, brokenLinks }: CheckoutEvidence): readonly Said[] {
  if (!asked.links) return []
  const broken = brokenLinks.filter((link) => !isIgnored(link, asked))
  const ignored = brokenLinks.length - broken.length
  const facts = { checked: links.checked, unchecked: links.unchecked, broken: broken.length, ignored }
  const aside = [
    ...(ignored > 0 ? [`${ignored} broken ones are permitted`] : []),
    ...(links.unchecked > 0 ? [`${links.unchecked} more were not checked`] : []),
  ].map((text) => `; ${text}`)
  if (broken.length > 0) {
    const places = broken.map(({ file, line, target, reason }) => `${file}:${line} '${target}' (${reason})`)
    const sentence = `${broken.length} of ${links.checked} checked links lead nowhere${aside.join('')}: ${list(places)}`
    return [{ code: 'docs-links-broken', outcome: 'fail', sentence, facts }]
  }
  if (links.checked > 0) {
    const all = ignored > 0 ? `The other ${links.checked - ignored} of` : 'All'
    const sentence = `${all} ${links.checked} checked links lead somewhere${aside.join('')}`
    return [{ code: 'docs-complete', outcome: 'pass', sentence, facts }]
  }
  if (links.unchecked === 0) return []
  const sentence = `None of ${links.unchecked} links was checked`
  return [{ code: 'docs-links-unchecked', outcome: 'inconclusive', sentence, facts }]
}

function isIgnored({ file, target }: CheckoutEvidence['brokenLinks'][number], asked: Options): boolean {
  return asked.ignoreLinks.some((one) => matchesName(target, one)) || matchesAny(file, asked.ignoreFiles)
}

function judgeChanges(
  { changes }: Options,
  diffs: readonly ChangesEvidence[],
  context: ConditionContext,
): readonly Said[] {
  const { commit } = context.subject
  const other = diffs.find(({ head }) => head !== null && head !== commit?.toLowerCase())
  if (other !== undefined) {
    const sentence = `The diff leads to commit ${other.head ?? ''}, the gate judges ${commit ?? 'no commit'}`
    return [{ code: 'docs-of-another-commit', outcome: 'error', sentence }]
  }
  const files = diffs.flatMap((diff) => diff.files)
  return changes.map(({ code, docs }) => {
    const changedCode = files.filter((file) => pathsOf(file).some((path) => matchesAny(path, code)))
    const changedDocs = files.filter((file) => hasNewContent(file) && matchesAny(file.path, docs))
    const facts = { files: files.length, changedCode: changedCode.length, changedDocs: changedDocs.length }
    const [codeText, docsText] = [code, docs].map((some) => list(some.map(({ text }) => text)))
    if (changedCode.length === 0) {
      const sentence = `None of ${files.length} changed files is code of ${codeText}, so no document of ${docsText} is asked for`
      return { code: 'docs-code-unchanged', outcome: 'pass', sentence, facts }
    }
    const names = list(changedCode.map(({ path }) => path))
    if (changedDocs.length > 0) {
      const sentence = `Code of ${codeText} changed (${names}), and so did ${list(changedDocs.map(({ path }) => path))}`
      return { code: 'docs-changed', outcome: 'pass', sentence, facts }
    }
    const sentence = `Code of ${codeText} changed (${names}), but no document of ${docsText}`
    return { code: 'docs-not-changed', outcome: 'fail', sentence, facts }
  })
}

/** A document that was deleted, or whose mode alone changed, says nothing new. */
function hasNewContent({ change, changedLines, removedLines, binary }: ChangedFile): boolean {
  return change !== 'deleted' && (change !== 'modified' || changedLines.size > 0 || removedLines > 0 || binary)
}

function pathsOf({ path, previousPath }: ChangedFile): readonly string[] {
  return previousPath === null ? [path] : [path, previousPath]
}

function matchesAny(path: string, some: readonly PathPattern[]): boolean {
  return some.some(({ matches }) => matches(path))
}

/** The first three. */
function list(texts: readonly string[]): string {
  const more = texts.length > 3 ? ` and ${texts.length - 3} more` : ''
  return `${texts.slice(0, 3).join(', ')}${more}`
}
