import { formatDuration } from '@kosmos/analysis/units'
import { ServerError } from '../errors.ts'
import type { QueryContext } from './metric-provider.ts'

/** What a label or a word of the subject may be made of: nothing that ends a string or begins an expression. */
const plainValue = /^[A-Za-z0-9_.:/@+-]{1,128}$/
const labelName = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/

/**
 * Fills in a query template: `{{labels}}` with one matcher per label of the deployment, `{{window}}` with the look's
 * length as a duration, and the words of the subject.
 *
 * @throws ServerError `request-invalid` for a value that is not plain, a placeholder without a value, and an unknown one.
 */
export function fillTemplate(template: string, { subject, deployment, window }: QueryContext): string {
  const values: Readonly<Record<string, () => string>> = {
    labels: () => labelMatchers(deployment.labels),
    service: () => plain('service', subject.service),
    environment: () => plain('environment', subject.environment),
    version: () => plain('version', subject.version),
    window: () => formatDuration(window.end - window.start),
  }
  const filled = template.replace(/\{\{\s*([a-z]+)\s*\}\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) throw new ServerError('request-invalid', `The query has no placeholder ${whole}`)
    return value()
  })
  // Single braces belong to the query language; what still begins with two was meant to be filled in.
  const left = /\{\{.{0,60}/s.exec(filled)?.[0]
  if (left !== undefined) throw new ServerError('request-invalid', `The query has no placeholder ${left}`)
  return filled
}

/** `name="value",…` for every label, in order of name. */
function labelMatchers(labels: Readonly<Record<string, string>>): string {
  return Object.keys(labels)
    .sort()
    .map((name) => {
      if (!labelName.test(name))
        throw new ServerError('request-invalid', 'Expected a label name of letters, digits and _')
      return `${name}="${plain(`label ${name}`, labels[name] ?? null)}"`
    })
    .join(',')
}

function plain(what: string, value: string | null): string {
  if (value !== null && plainValue.test(value)) return value
  const got = value === null ? 'none' : 'another text'
  throw new ServerError('request-invalid', `Expected ${what} of letters, digits and _.:/@+- for the query, got ${got}`)
}
