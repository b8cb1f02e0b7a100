import { severities, type Finding } from '../../evidence/index.ts'

/** One problem, however often it was listed, with what it is known by in later evidence. */
export interface DistinctFinding {
  readonly finding: Finding
  readonly key: string
}

/**
 * Findings that have the same rule, place and text are one, with the worst severity and every further place of them. In later evidence a finding is known
 * by the fingerprint that its tool gives; without one by rule, file and text, whatever the line. The second of the same in
 * a file has a key of its own, so that a further copy of an old problem is new.
 */
export function distinctFindings(findings: readonly Finding[]): readonly DistinctFinding[] {
  const kept = new Map<string, Finding>()
  for (const finding of findings) {
    const { category, id, location, title, package: of } = finding
    const key = JSON.stringify([category, id, location, title, of?.name, of?.installedVersion])
    const before = kept.get(key)
    const worse = before === undefined || rankOf(finding) > rankOf(before) ? finding : before
    kept.set(key, before === undefined ? finding : withPlaces(worse, [...placesOf(before), ...placesOf(finding)]))
  }
  const seen = new Map<string, number>()
  return [...kept.values()].map((finding) => {
    const key = keyOf(finding)
    const copies = (seen.get(key) ?? 0) + 1
    seen.set(key, copies)
    return { finding, key: copies === 1 ? key : `${key} ~${copies}` }
  })
}

/** Every file that a finding is in, without the lines; none where it has no location. */
export function filesOf(finding: Finding): readonly string[] {
  return finding.location === null ? [] : [finding.location, ...placesOf(finding)].map(fileOf)
}

function fileOf(location: string): string {
  return location.replace(/^file:\/\/(?=\/)/, '').replace(/(?::\d+){1,2}$/, '')
}

function placesOf({ otherLocations = [] }: Finding): readonly string[] {
  return otherLocations
}

function withPlaces(finding: Finding, places: readonly string[]): Finding {
  return places.length === 0 ? finding : { ...finding, otherLocations: [...new Set(places)] }
}

function keyOf(finding: Finding): string {
  const { id, fingerprint, location, title, package: of } = finding
  if (fingerprint !== undefined) return `${id} #${fingerprint}`
  return [id, location === null ? '' : fileOf(location), ...(of === null ? [] : [of.name]), title ?? ''].join(' ')
}

function rankOf({ severity }: Finding): number {
  return severity === 'unknown' ? severities.length : severities.length - 1 - severities.indexOf(severity)
}
