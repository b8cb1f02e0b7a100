/** A report as the command line names it. */
export interface ReportArgument {
  readonly suite: string | null
  readonly path: string
  readonly format: string | null
}

/**
 * Reads `[suite=]file[:format]`. What follows the last colon is a format only where it is one that is read, so that
 * other colons stay part of the file's name.
 *
 * @example
 * ```ts
 * parseReportArgument('unit=reports/junit.xml:junit', ['junit']) // { suite: 'unit', path: 'reports/junit.xml', format: 'junit' }
 * ```
 */
export function parseReportArgument(text: string, formats: readonly string[]): ReportArgument {
  const [, suite, rest = text] = /^([\w.-]+)=(.*)$/s.exec(text) ?? []
  const colon = rest.lastIndexOf(':')
  const named = formats.find((format) => colon > 0 && format === rest.slice(colon + 1))
  return {
    suite: suite ?? null,
    path: named === undefined ? rest : rest.slice(0, colon),
    format: named ?? null,
  }
}
