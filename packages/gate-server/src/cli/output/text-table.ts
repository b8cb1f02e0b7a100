import { plainText } from '@kosmos/analysis/gates'

/** Columns by their widest text, the first to the left and the others to the right. */
export function textTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((text, column) => Math.max(most[column] ?? 0, plainText(text).length)),
    [],
  )
  return rows.map((row) =>
    row
      .map((text, column) => {
        const width = widths[column] ?? 0
        return column === 0 ? plainText(text).padEnd(width) : plainText(text).padStart(width)
      })
      .join('   ')
      .trimEnd(),
  )
}
