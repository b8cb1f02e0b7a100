import type { ScannedSubject } from '../../../evidence/index.ts'
import { field, items, text } from '../../json-value.ts'
import { instantOf } from '../../instant.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { jsonOf } from '../../report-document.ts'
import { readResults } from './trivy-results.ts'
import { listed } from '../../listed.ts'
import { scannedDigests } from '../../scanned-digests.ts'

/**
 * Trivy's JSON: of one artifact (schema 2), the older bare list of targets, and of a Kubernetes cluster.
 *
 * Vulnerabilities are listed as written; misconfigurations only where their status is not a pass. Lists that are empty are
 * left out by the tool. What was suppressed in the scan stands in `ExperimentalModifiedFindings`: it is shown as suppressed
 * and never counts. The severity is the one that Trivy chose. The text of a secret is never handed on.
 *
 * A report is evidence of what it shows to have been looked at. Of packages: where a target is of class `os-pkgs` or
 * `lang-pkgs` or lists vulnerabilities, and where no target of the whole report has a class, as older versions wrote it.
 * A report without any target proves nothing about them: nothing was there that the scan knows. Of configuration and
 * licences: where a target of that class is there. Of secrets, which are evidence of kind `secrets` and of no other: only where some
 * were found, since a search for secrets that found none leaves no trace. A scan of configuration alone is therefore no
 * proof about packages. A resource of a cluster that could not be scanned makes the whole report prove nothing.
 */
export const trivyParser: ReportParser = {
  matches: (document) => shapeOf(jsonOf(document)) !== null,
  parse: (document) => {
    const value = jsonOf(document)
    const shape = shapeOf(value)
    if (shape === null) throw malformed('trivy', 'a report of Trivy', 'something else')
    const resources = resourcesOf(value)
    const results =
      shape === 'list'
        ? items(value)
        : shape === 'artifact'
          ? listed(field(value, 'Results'), 'trivy', 'results')
          : resources.flatMap((resource) => listed(field(resource, 'Results'), 'trivy', 'results'))
    const read = readResults(results)
    const of = {
      tool: 'Trivy',
      createdAt: instantOf(field(value, 'CreatedAt')),
      failure: failureOf(resources),
      ...subjectOf(value),
    }
    const none = results.length === 0
    const schema = field(value, 'SchemaVersion')
    return {
      evidence: [
        ...(none || read.covers.packages
          ? [
              {
                kind: 'vulnerabilities' as const,
                ...of,
                failure: of.failure ?? (none ? nothingScanned : null),
                databaseBuiltAt: null,
                findings: read.vulnerabilities,
              },
            ]
          : []),
        ...(read.covers.others.length > 0
          ? [{ kind: 'findings' as const, ...of, categories: read.covers.others, findings: read.others }]
          : []),
        ...(read.secrets.length > 0
          ? [{ kind: 'secrets' as const, ...of, verifies: false, secrets: read.secrets }]
          : []),
      ],
      warnings: none
        ? [
            {
              code: 'no-targets',
              message: 'The report lists no target: there was nothing that the scan knows',
            },
          ]
        : [],
      tally: {
        schema: typeof schema === 'number' ? schema : null,
        resources: resources.length,
        ...read.tally,
      },
    }
  },
}

const nothingScanned = 'it lists no target: nothing that it knows was there to scan'

/** The image or commit that the report names; the artifact of a scan of an image may be its name with a digest. */
function subjectOf(value: unknown): ScannedSubject {
  const metadata = field(value, 'Metadata')
  const names = [...items(field(metadata, 'RepoDigests')), field(value, 'ArtifactName')]
  return {
    digests: scannedDigests(names, field(metadata, 'ImageID')),
    commits: [text(field(metadata, 'Commit'))].flatMap((one) => one ?? []),
  }
}

type Shape = 'artifact' | 'list' | 'cluster'

function shapeOf(value: unknown): Shape | null {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every((one) => field(one, 'Target') !== undefined) ? 'list' : null
  }
  if (field(value, 'ClusterName') !== undefined) return 'cluster'
  const [schema, artifact, results] = ['SchemaVersion', 'ArtifactName', 'Results'].map(
    (name) => field(value, name) !== undefined,
  )
  return (schema === true && (artifact === true || results === true)) || (artifact === true && results === true)
    ? 'artifact'
    : null
}

function resourcesOf(value: unknown): readonly unknown[] {
  return ['Resources', 'Vulnerabilities', 'Misconfigurations', 'Findings'].flatMap((name) =>
    listed(field(value, name), 'trivy', 'resources'),
  )
}

function failureOf(resources: readonly unknown[]): string | null {
  const failed = resources.filter((one) => text(field(one, 'Error')) !== null)
  const [first] = failed
  return first === undefined
    ? null
    : `${failed.length} resources could not be scanned, the first: ${excerpt(text(field(first, 'Error')) ?? '', 200)}`
}
