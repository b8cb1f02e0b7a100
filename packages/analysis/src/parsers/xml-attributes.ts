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

/** The attributes of an element within a text, which are found there when they are asked for. No name has a prefix. */
export class LeafAttributes implements ReadonlyMap<string, string> {
  readonly #text: string
  readonly #marks: readonly number[]
  readonly #from: number
  readonly #to: number

  /**
   * @param marks - of each attribute, where its name begins and ends, and where its value ends; the value begins behind
   *   `="`. Those of this element stand at `from` and before `to`.
   */
  constructor(text: string, marks: readonly number[], from: number, to: number) {
    this.#text = text
    this.#marks = marks
    this.#from = from
    this.#to = to
  }

  get(name: string): string | undefined {
    const mark = this.#find(name)
    return mark < 0 ? undefined : this.#valueAt(mark)
  }

  has(name: string): boolean {
    return this.#find(name) >= 0
  }

  get size(): number {
    return (this.#to - this.#from) / 3
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

  /** Where the marks of a name begin; below 0 where it does not stand there. */
  #find(name: string): number {
    const text = this.#text
    const marks = this.#marks
    const { length } = name
    for (let mark = this.#from; mark < this.#to; mark += 3) {
      const begin = marks[mark] ?? 0
      if ((marks[mark + 1] ?? 0) - begin !== length || text.charCodeAt(begin) !== name.charCodeAt(0)) continue
      if (text.startsWith(name, begin)) return mark
    }
    return -1
  }

  #valueAt(mark: number): string {
    const from = (this.#marks[mark + 1] ?? 0) + 2
    const to = this.#marks[mark + 2] ?? from
    const value = this.#text.slice(from, to)
    return value.length < shortestSlice ? value : ownText(value)
  }

  #whole(): ReadonlyMap<string, string> {
    const map = new Map<string, string>()
    for (let mark = this.#from; mark < this.#to; mark += 3) {
      const name = this.#text.slice(this.#marks[mark] ?? 0, this.#marks[mark + 1] ?? 0)
      map.set(ownText(name), this.#valueAt(mark))
    }
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
