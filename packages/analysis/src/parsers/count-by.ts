/** How many of some values have each word, in the order of first sight; those without a word count under `null`. */
export function countBy<Value>(
  values: Iterable<Value>,
  wordOf: (value: Value) => string | null,
): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const value of values) {
    const word = wordOf(value) ?? 'null'
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return Object.fromEntries(counts)
}
