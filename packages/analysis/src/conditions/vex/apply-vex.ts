import type { Finding, VexEvidence, VexStatement } from '../../evidence/index.ts'
import { purlDifference, type PurlDifference } from './match-purl.ts'
import { parsePurl, type Purl } from './purl.ts'

/** What is judged, by the names under which statements may know it as a product. */
export interface JudgedProduct {
  /** The image's digest, `sha256:…`. */
  readonly digest: string | null
  /** Package URLs or image references. */
  readonly names: readonly string[]
}

/** A statement with the author of its document. */
export interface AuthoredStatement {
  readonly statement: VexStatement
  readonly author: string | null
}

/** A finding that a statement sets aside. */
export interface SetAside extends AuthoredStatement {
  readonly finding: Finding
}

/** Why a statement sets nothing aside although its vulnerability was found and is left. */
export interface UnmatchedStatement extends AuthoredStatement {
  /** The finding that it comes nearest to. */
  readonly finding: Finding
  readonly why:
    | 'names-no-product'
    /** No product is what is judged; the package may even be named. */
    | 'other-product'
    | 'other-package'
    | 'other-version'
    | 'other-qualifiers'
    /** It was not compared, because the finding has no package URL. */
    | 'finding-without-purl'
    | 'status'
    | 'no-justification'
    | 'overridden'
  /** What the statement names. */
  readonly stated: string | null
  /** What it was compared with. */
  readonly found: string | null
}

export interface VexResult {
  /** In the order of the findings. */
  readonly setAside: readonly SetAside[]
  readonly unmatched: readonly UnmatchedStatement[]
}

/**
 * Applies statements to findings. A statement sets a finding aside where its vulnerability (or an alias) is the finding's,
 * its product and, where it names some, one of its subcomponents match, it says `fixed` or, with a reason,
 * `not_affected`, and no later statement on the same finding says otherwise. The vulnerability alone sets nothing aside.
 *
 * A product without subcomponents matches as the finding's package, or as what is judged: then it speaks for all of it. A
 * product with subcomponents has to be what is judged, and a subcomponent the finding's package. Of two statements of one
 * time the one that sets less aside holds. A finding that names several CVEs is none of them and is known by its own id.
 */
export function applyVex(
  findings: readonly Finding[],
  documents: readonly VexEvidence[],
  judged: JudgedProduct,
): VexResult {
  const read = new Map<string, Purl | null>()
  const purlOf = (text: string): Purl | null => {
    const known = read.get(text)
    if (known !== undefined) return known
    const purl = parsePurl(text)
    read.set(text, purl)
    return purl
  }
  const all = documents.flatMap(({ author, statements }) => statements.map((statement) => ({ statement, author })))
  const byId = new Map<string, AuthoredStatement[]>()
  for (const one of all) {
    for (const id of new Set([one.statement.vulnerability, ...one.statement.aliases].map(comparableId))) {
      const listed = byId.get(id)
      if (listed === undefined) byId.set(id, [one])
      else listed.push(one)
    }
  }
  const setAside: SetAside[] = []
  const used = new Set<AuthoredStatement>()
  const misses = new Map<AuthoredStatement, UnmatchedStatement>()
  for (const finding of findings) {
    const about = new Set(idsOf(finding).flatMap((id) => byId.get(id) ?? []))
    const missed = new Map<AuthoredStatement, Mismatch>()
    const matching: AuthoredStatement[] = []
    for (const one of about) {
      const mismatch = mismatchOf(one.statement, finding, judged, purlOf)
      if (mismatch === null) matching.push(one)
      else missed.set(one, mismatch)
    }
    const [first, ...others] = matching
    if (first !== undefined) {
      const holding = others.reduce((last, one) => (isLater(one.statement, last.statement) ? one : last), first)
      const why = reservation(holding.statement)
      if (why === null) {
        used.add(holding)
        setAside.push({ ...holding, finding })
        continue
      }
      for (const one of matching) {
        const reason = one === holding ? why : 'overridden'
        missed.set(one, { why: reason, stated: statedText(one.statement), found: null })
      }
    }
    for (const [one, mismatch] of missed) {
      const before = misses.get(one)
      if (before === undefined || nearness(mismatch.why) > nearness(before.why))
        misses.set(one, { ...one, finding, ...mismatch })
    }
  }
  return { setAside, unmatched: all.flatMap((one) => (used.has(one) ? [] : (misses.get(one) ?? []))) }
}

function comparableId(id: string): string {
  return id.trim().toUpperCase()
}

/** What a finding is known by. */
function idsOf({ id, aliases }: Finding): readonly string[] {
  const all = [...new Set([id, ...aliases].map(comparableId))].filter((one) => one !== '')
  return all.filter((one) => one.startsWith('CVE-')).length > 1 ? [comparableId(id)] : all
}

type Mismatch = Pick<UnmatchedStatement, 'why' | 'stated' | 'found'>

/** Why a statement is not about a finding; `null` where it is. */
function mismatchOf(
  { products }: VexStatement,
  finding: Finding,
  judged: JudgedProduct,
  purlOf: (text: string) => Purl | null,
): Mismatch | null {
  const written = finding.package?.purl ?? null
  const found = written === null ? null : withVersion(purlOf(written), finding)
  let nearest: Mismatch = { why: 'names-no-product', stated: null, found: written }
  const note = (mismatch: Mismatch): void => {
    if (nearness(mismatch.why) > nearness(nearest.why)) nearest = mismatch
  }
  const compare = (stated: string): boolean => {
    const difference = purlDifference(purlOf(stated), found)
    if (difference === null) return true
    note({ why: found === null ? 'finding-without-purl' : whyOf(difference), stated, found: written })
    return false
  }
  for (const { id, subcomponents } of products) {
    const isJudged = isProduct(id, judged, purlOf)
    if (subcomponents.length === 0) {
      if (isJudged || compare(id)) return null
    } else if (isJudged) {
      if (subcomponents.some(compare)) return null
    } else {
      note({ why: 'other-product', stated: id, found: judged.digest ?? judged.names[0] ?? null })
    }
  }
  return nearest
}

/** A version that stands beside a purl instead of in it. */
function withVersion(purl: Purl | null, { package: of }: Finding): Purl | null {
  return purl === null || purl.version !== null ? purl : { ...purl, version: of?.installedVersion ?? null }
}

function whyOf(difference: PurlDifference): UnmatchedStatement['why'] {
  return ({ package: 'other-package', version: 'other-version', qualifiers: 'other-qualifiers' } as const)[difference]
}

/** Which of several reasons says most. */
function nearness(why: UnmatchedStatement['why']): number {
  const order: readonly UnmatchedStatement['why'][] = [
    'names-no-product',
    'finding-without-purl',
    'other-package',
    'other-product',
    'other-version',
    'other-qualifiers',
    'overridden',
    'status',
    'no-justification',
  ]
  return order.indexOf(why)
}

const digestPattern = /(?:^|@)(sha256:[0-9a-f]{64})$/i

/** True where a product is what is judged: by its digest, or by a name that was given for it. */
function isProduct(id: string, { digest, names }: JudgedProduct, purlOf: (text: string) => Purl | null): boolean {
  const purl = purlOf(id)
  const isImage = purl === null || purl.type === 'oci' || purl.type === 'docker'
  const stated = isImage ? digestPattern.exec(purl === null ? id : `@${purl.version ?? ''}`)?.[1] : undefined
  if (stated !== undefined && digest !== null && stated.toLowerCase() === digest.toLowerCase()) return true
  return names.some((name) => name === id || (purl !== null && purlDifference(purl, purlOf(name)) === null))
}

function reservation({ status, justification }: VexStatement): 'status' | 'no-justification' | null {
  if (status === 'fixed') return null
  if (status === 'not_affected') return justification === null ? 'no-justification' : null
  return 'status'
}

function isLater(one: VexStatement, other: VexStatement): boolean {
  const [first, second] = [one.statedAt ?? Number.NEGATIVE_INFINITY, other.statedAt ?? Number.NEGATIVE_INFINITY]
  if (first !== second) return first > second
  return reservation(one) !== null && reservation(other) === null
}

function statedText({ products }: VexStatement): string | null {
  return products[0]?.id ?? null
}
