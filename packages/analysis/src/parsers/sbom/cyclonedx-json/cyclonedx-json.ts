import { countBy } from '../../count-by.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import type { Bom, BomAnalysis, BomComponent, BomRating, BomTarget, BomVulnerability } from '../cyclonedx-bom.ts'
import { highestWord, reportOfBom } from '../cyclonedx-report.ts'
import { instantOf } from '../../instant.ts'

/**
 * CycloneDX as JSON (1.2 to 1.7; a later version is read with a warning). What it is evidence of: see `reportOfBom`.
 *
 * `components` of the tally counts the top of the list only, as most tools do.
 */
export const cyclonedxJsonParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    return (text(field(value, 'bomFormat')) ?? text(field(value, 'specFormat')))?.toLowerCase() === 'cyclonedx'
  },
  parse: (document) => {
    const value = jsonOf(document)
    const raw = listAt(value, 'vulnerabilities')
    const bom: Bom = {
      specVersion: text(field(value, 'specVersion')),
      serialNumber: text(field(value, 'serialNumber')),
      createdAt: instantOf(fieldAt(value, 'metadata', 'timestamp')),
      author: authorOf(field(value, 'metadata')),
      tools: toolsOf(fieldAt(value, 'metadata', 'tools')),
      subject: componentOf(fieldAt(value, 'metadata', 'component')),
      components: [
        ...within(field(value, 'components')),
        ...within(fieldAt(value, 'metadata', 'component', 'components')),
        ...within(field(value, 'services')),
      ],
      vulnerabilities: raw === null ? null : raw.map(vulnerabilityOf),
    }
    return {
      ...reportOfBom(bom, 'cyclonedx-json'),
      tally: {
        specVersion: bom.specVersion,
        components: listAt(value, 'components')?.length ?? 0,
        vulnerabilities: raw?.length ?? 0,
        bySeverity: countBy(bom.vulnerabilities ?? [], ({ ratings }) => highestWord(ratings) ?? 'unknown'),
        analysisStates: countBy(bom.vulnerabilities ?? [], ({ analysis }) => analysis?.state ?? null),
        affects: (bom.vulnerabilities ?? []).reduce((sum, { affects }) => sum + affects.length, 0),
      },
    }
  },
}

/** A list of objects, `null` where it is left out. */
function listAt(value: unknown, name: string): readonly unknown[] | null {
  const list = field(value, name)
  if (list === undefined || list === null) return null
  if (!Array.isArray(list)) throw malformed('cyclonedx-json', `a list of ${name}`, typeof list)
  const stranger = list.findIndex((one) => !isObject(one))
  if (stranger >= 0) throw malformed('cyclonedx-json', `an object for each of ${name}`, typeof list[stranger])
  return items(list)
}

function within(list: unknown): readonly BomComponent[] {
  return items(list).flatMap((one) => {
    const component = componentOf(one)
    const parts = [...within(field(one, 'components')), ...within(field(one, 'services'))]
    return component === null ? parts : [component, ...parts]
  })
}

function componentOf(value: unknown): BomComponent | null {
  if (!isObject(value)) return null
  const [group, name] = [text(field(value, 'group')), text(field(value, 'name'))]
  return {
    ref: text(field(value, 'bom-ref')),
    name: group === null || name === null ? name : `${group}/${name}`,
    version: text(field(value, 'version')),
    purl: text(field(value, 'purl')),
  }
}

/** A list of tools up to 1.4, an object with components and services since. */
function toolsOf(tools: unknown): readonly string[] {
  const listed = [...items(tools), ...items(field(tools, 'components')), ...items(field(tools, 'services'))]
  return listed.flatMap((one) => text(field(one, 'name')) ?? [])
}

function authorOf(metadata: unknown): string | null {
  return (
    items(field(metadata, 'authors')).flatMap((one) => text(field(one, 'name')) ?? [])[0] ??
    text(fieldAt(metadata, 'supplier', 'name')) ??
    text(fieldAt(metadata, 'manufacturer', 'name')) ??
    text(fieldAt(metadata, 'manufacture', 'name'))
  )
}

function vulnerabilityOf(one: unknown): BomVulnerability {
  return {
    id: text(field(one, 'id')),
    references: items(field(one, 'references')).flatMap((reference) => text(field(reference, 'id')) ?? []),
    ratings: items(field(one, 'ratings')).map(ratingOf),
    title: text(field(one, 'description')) ?? text(field(one, 'detail')),
    publishedAt: instantOf(field(one, 'published')),
    recommendation: text(field(one, 'recommendation')),
    analysis: analysisOf(field(one, 'analysis'), instantOf(field(one, 'updated'))),
    affects: items(field(one, 'affects')).map(targetOf),
    within: null,
  }
}

function ratingOf(value: unknown): BomRating {
  const score = field(value, 'score')
  return {
    source: text(fieldAt(value, 'source', 'name')),
    severity: text(field(value, 'severity')),
    score: typeof score === 'number' ? score : null,
    method: text(field(value, 'method')),
  }
}

function analysisOf(value: unknown, updatedAt: number | null): BomAnalysis | null {
  const state = text(field(value, 'state'))
  if (state === null) return null
  return {
    state,
    justification: text(field(value, 'justification')),
    detail: text(field(value, 'detail')),
    statedAt: instantOf(field(value, 'lastUpdated')) ?? instantOf(field(value, 'firstIssued')) ?? updatedAt,
  }
}

function targetOf(value: unknown): BomTarget {
  return {
    ref: text(field(value, 'ref')) ?? '',
    versions: items(field(value, 'versions')).map((one) => ({
      version: text(field(one, 'version')),
      status: text(field(one, 'status')),
    })),
  }
}
