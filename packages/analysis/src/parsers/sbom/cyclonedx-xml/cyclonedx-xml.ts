import { strictNumber } from '../../../units/index.ts'
import { countBy } from '../../count-by.ts'
import { xmlOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import type { BomAnalysis, BomComponent, BomRating, BomTarget, BomVulnerability } from '../cyclonedx-bom.ts'
import { highestWord, reportOfBom } from '../cyclonedx-report.ts'
import { instantOf } from '../../instant.ts'

/** An element that is kept: what it holds is small. */
interface Node {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  text: string
  readonly children: Node[]
  /** Vulnerabilities that are written inside it, where it is a component. */
  readonly vulnerabilities: BomVulnerability[]
}

/** Elements whose children are read. */
const keptParents: ReadonlySet<string> = new Set([
  'component',
  'service',
  'metadata',
  'tool',
  'author',
  'authors',
  'supplier',
  'manufacturer',
  'manufacture',
])

const namespace = /^https?:\/\/(?:www\.)?cyclonedx\.org\/schema\/bom\/(?:([\d.]+)\/?)?$/

/**
 * CycloneDX as XML: each version has a namespace of its own (1.0 to 1.7). Before 1.4 vulnerabilities are an extension with
 * another namespace, at the top of the document or inside the component that has them; they are read alike. What it is
 * evidence of: see `reportOfBom`.
 *
 * `components` and `vulnerabilities` of the tally count every element of that name: the subject, the parts of parts, and
 * mere references too.
 */
export const cyclonedxXmlParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' && document.root === 'bom' && namespaceOf(document.attributes) !== null,
  parse: (document) => {
    const { attributes, read } = xmlOf(document)
    const xmlns = namespaceOf(attributes)
    const open: Node[] = []
    const components: BomComponent[] = []
    const vulnerabilities: BomVulnerability[] = []
    const tools: string[] = []
    const elements = { component: 0, vulnerability: 0 }
    const seen: { hasList: boolean; subject: BomComponent | null; metadata: Node | null } = {
      hasList: false,
      subject: null,
      metadata: null,
    }
    read({
      open: (name, its) => {
        if (name === 'component' || name === 'vulnerability') elements[name] += 1
        open.push({ name, attributes: its, text: '', children: [], vulnerabilities: [] })
      },
      text: (text) => {
        const node = open.at(-1)
        if (node !== undefined) node.text += text
      },
      close: () => {
        const node = open.pop()
        if (node === undefined) return
        const parent = open.at(-1)
        const inTools = open.some(({ name }) => name === 'tools')
        // Since 1.5 a composition refers to vulnerabilities by elements of the same names.
        const isListed = !open.some(({ name }) => name === 'composition')
        switch (node.name) {
          case 'component':
          case 'service': {
            const component = componentOf(node)
            if (inTools) tools.push(component.name ?? '')
            else if (parent?.name === 'metadata') seen.subject = component
            else components.push(component)
            vulnerabilities.push(...node.vulnerabilities.map((one) => ({ ...one, within: component })))
            return
          }
          case 'vulnerability': {
            if (!isListed) return
            const holder = open.findLast(({ name }) => name === 'component')
            ;(holder?.vulnerabilities ?? vulnerabilities).push(vulnerabilityOf(node))
            return
          }
          case 'vulnerabilities':
            seen.hasList ||= isListed
            return
          case 'tool':
            if (inTools) tools.push(textAt(node, 'name') ?? '')
            return
          case 'metadata':
            seen.metadata = node
            return
        }
        if (parent !== undefined && (keptParents.has(parent.name) || open.some(({ name }) => name === 'vulnerability')))
          parent.children.push(node)
      },
    })
    const listed = seen.hasList || vulnerabilities.length > 0 ? vulnerabilities : null
    const specVersion = namespace.exec(xmlns ?? '')?.[1] ?? null
    return {
      ...reportOfBom(
        {
          specVersion,
          serialNumber: attributes.get('serialNumber') ?? null,
          createdAt: instantOf(textAt(seen.metadata, 'timestamp')),
          author: authorOf(seen.metadata),
          tools: tools.filter((name) => name !== ''),
          subject: seen.subject,
          components,
          vulnerabilities: listed,
        },
        'cyclonedx-xml',
      ),
      tally: {
        xmlns,
        specVersion,
        components: elements.component,
        vulnerabilities: elements.vulnerability,
        bySeverity: countBy(vulnerabilities, ({ ratings }) => highestWord(ratings) ?? 'unknown'),
        analysisStates: countBy(vulnerabilities, ({ analysis }) => analysis?.state ?? null),
        affects: vulnerabilities.reduce((sum, { affects }) => sum + affects.length, 0),
      },
    }
  },
}

/** The namespace of the document, declared for a prefix or for none. */
function namespaceOf(attributes: ReadonlyMap<string, string>): string | null {
  return [...attributes.values()].find((value) => namespace.test(value)) ?? null
}

function at(node: Node | null, ...path: readonly string[]): Node | null {
  return path.reduce<Node | null>((found, name) => found?.children.find((one) => one.name === name) ?? null, node)
}

function allAt(node: Node | null, list: string, name: string): readonly Node[] {
  return at(node, list)?.children.filter((one) => one.name === name) ?? []
}

/** The text of an element without white space around it, `null` where that is nothing. */
function textAt(node: Node | null, ...path: readonly string[]): string | null {
  const found = at(node, ...path)?.text.trim()
  return found === undefined || found === '' ? null : found
}

function componentOf(node: Node): BomComponent {
  const [group, name] = [textAt(node, 'group'), textAt(node, 'name')]
  return {
    ref: node.attributes.get('bom-ref') ?? null,
    name: group === null || name === null ? name : `${group}/${name}`,
    version: textAt(node, 'version'),
    purl: textAt(node, 'purl'),
  }
}

function authorOf(metadata: Node | null): string | null {
  return (
    textAt(metadata, 'authors', 'author', 'name') ??
    textAt(metadata, 'supplier', 'name') ??
    textAt(metadata, 'manufacturer', 'name') ??
    textAt(metadata, 'manufacture', 'name')
  )
}

function vulnerabilityOf(node: Node): BomVulnerability {
  const extended = node.attributes.get('ref')
  return {
    id: textAt(node, 'id'),
    references: allAt(node, 'references', 'reference').flatMap((one) => textAt(one, 'id') ?? []),
    ratings: allAt(node, 'ratings', 'rating').map(ratingOf),
    title: textAt(node, 'description') ?? textAt(node, 'detail'),
    publishedAt: instantOf(textAt(node, 'published')),
    recommendation: textAt(node, 'recommendation') ?? textAt(node, 'recommendations', 'recommendation'),
    analysis: analysisOf(at(node, 'analysis'), instantOf(textAt(node, 'updated'))),
    affects: [
      ...(extended === undefined ? [] : [{ ref: extended, versions: [] }]),
      ...allAt(node, 'affects', 'target').map(targetOf),
    ],
    within: null,
  }
}

function ratingOf(node: Node): BomRating {
  return {
    source: textAt(node, 'source', 'name') ?? at(node, 'source')?.attributes.get('name') ?? null,
    severity: textAt(node, 'severity'),
    // The extension writes `score/base`.
    score: strictNumber(textAt(node, 'score', 'base') ?? textAt(node, 'score') ?? ''),
    method: textAt(node, 'method'),
  }
}

function analysisOf(node: Node | null, updatedAt: number | null): BomAnalysis | null {
  const state = textAt(node, 'state')
  if (state === null) return null
  return {
    state,
    justification: textAt(node, 'justification'),
    detail: textAt(node, 'detail'),
    statedAt: instantOf(textAt(node, 'lastUpdated')) ?? instantOf(textAt(node, 'firstIssued')) ?? updatedAt,
  }
}

function targetOf(node: Node): BomTarget {
  return {
    ref: textAt(node, 'ref') ?? '',
    versions: allAt(node, 'versions', 'version').map((one) => ({
      version: textAt(one, 'version'),
      status: textAt(one, 'status'),
    })),
  }
}
