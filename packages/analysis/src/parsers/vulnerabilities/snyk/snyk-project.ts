import { field, isObject, items, text } from '../../json-value.ts'
import { excerpt } from '../../malformed.ts'

/** True for a tested project: issues, and what only Snyk writes beside them. */
export function isProject(value: unknown): boolean {
  if (!isObject(value)) return false
  const listed = field(value, 'vulnerabilities')
  const old = field(value, 'issues')
  const isOld = Array.isArray(field(old, 'vulnerabilities')) && Array.isArray(field(old, 'licenses'))
  if (!Array.isArray(listed) && !isOld) return false
  if (['scan', 'bomFormat', 'imageDigest', 'SchemaVersion'].some((name) => field(value, name) !== undefined))
    return false
  return (
    ['packageManager', 'dependencyCount', 'uniqueCount'].some((name) => field(value, name) !== undefined) ||
    (typeof field(value, 'ok') === 'boolean' && (items(listed).length === 0 || items(listed).every(isIssue)))
  )
}

/** True for what stands in place of a project that could not be tested. */
export function isFailedProject(value: unknown): boolean {
  return isObject(value) && field(value, 'ok') === false && text(field(value, 'error')) !== null
}

function isIssue(value: unknown): boolean {
  return (
    text(field(value, 'id')) !== null &&
    (Array.isArray(field(value, 'from')) || isObject(field(value, 'semver')) || isObject(field(value, 'identifiers')))
  )
}

/** Why a project was not tested; `null` for one that was. */
export function failureOfProject(project: unknown): string | null {
  if (!isFailedProject(project)) return null
  const name = projectName(project)
  return `${name === null ? '' : `${name}: `}${excerpt(text(field(project, 'error')) ?? '', 200)}`
}

/** A name for people: of the file that was tested, else of the project. */
export function projectName(project: unknown): string | null {
  return (
    text(field(project, 'displayTargetFile')) ??
    text(field(project, 'targetFile')) ??
    text(field(project, 'projectName')) ??
    text(field(project, 'path'))
  )
}
