/**
 * The attributes of an element by their names without prefix, as a map that is only made where somebody walks it. Where
 * `a:name` and `name` both stand there, `name` is the one without a prefix.
 */
export class XmlAttributes implements ReadonlyMap<string, string> {
  readonly #record: Readonly<Record<string, string>>
  #map: ReadonlyMap<string, string> | null = null

  /** @param record - by full names; without a prototype, because the names come from outside. */
  constructor(record: Readonly<Record<string, string>>) {
    this.#record = record
  }

  get(name: string): string | undefined {
    const value = this.#record[name] ?? this.#prefixed(name)
    return value === undefined || value.length < shortestSlice ? value : ownText(value)
  }

  has(name: string): boolean {
    return this.#record[name] !== undefined || this.#prefixed(name) !== undefined
  }

  get size(): number {
    return this.#whole().size
  }

  forEach(each: (value: string, name: string, map: ReadonlyMap<string, string>) => void): void {
    for (const [name, value] of this.#whole()) each(value, name, this)
  }

  entries(): MapIterator<[string, string]> {
    return this.#whole().entries()
  }

  keys(): MapIterator<string> {
    return this.#whole().keys()
  }

  values(): MapIterator<string> {
    return this.#whole().values()
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries()
  }

  #prefixed(name: string): string | undefined {
    for (const full in this.#record) {
      const behind = full.length - name.length
      if (
        behind > 0 &&
        full.charCodeAt(behind - 1) === colon &&
        full.endsWith(name) &&
        full.indexOf(':') === behind - 1
      )
        return this.#record[full]
    }
    return undefined
  }

  #whole(): ReadonlyMap<string, string> {
    if (this.#map !== null) return this.#map
    const map = new Map<string, string>()
    for (const full of Object.keys(this.#record)) {
      const name = full.slice(full.indexOf(':') + 1)
      const value = this.get(name)
      if (value !== undefined) map.set(name, value)
    }
    this.#map = map
    return map
  }
}

const colon = 0x3a
/** V8 keeps a longer part of a text as a view of the whole, which then stays in memory as long as the part does. */
const shortestSlice = 13

/** The same text with memory of its own. */
function ownText(text: string): string {
  return [text.slice(0, 1), text.slice(1)].join('')
}
