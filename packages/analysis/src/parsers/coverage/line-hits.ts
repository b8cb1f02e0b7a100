import type { CoverageCount } from '../../evidence/index.ts'

/** Lines beyond this are kept apart unless as many are known: a number from outside never makes a list of its length. */
const denseStart = 1024
const sparsest = 16
const unknown = -1

/**
 * Hits by line, as a map of a few bytes per line: large reports have millions. Hits below 0 are none. The order is that
 * of the lines, then of those that stand far apart from the others as they came.
 */
export class LineHits {
  readonly #dense: number[] = []
  #apart: Map<number, number> | null = null
  #known = 0

  get size(): number {
    return this.#known
  }

  get(line: number): number | undefined {
    const dense = this.#dense
    const hits = line >= 0 && line < dense.length ? dense[line] : undefined
    return hits === undefined || hits === unknown ? this.#apart?.get(line) : hits
  }

  has(line: number): boolean {
    return this.get(line) !== undefined
  }

  set(line: number, hits: number): void {
    const times = Math.max(0, hits)
    const dense = this.#dense
    if (this.get(line) === undefined) this.#known += 1
    if (this.#apart?.has(line) === true || !(line >= 0 && line < denseStart + sparsest * this.#known)) {
      this.#apart ??= new Map()
      this.#apart.set(line, times)
      return
    }
    while (dense.length < line) dense.push(unknown)
    if (line === dense.length) dense.push(times)
    else dense[line] = times
  }

  /** Sets the hits of a line that has fewer, or none yet. */
  raise(line: number, hits: number): void {
    const dense = this.#dense
    const before = line >= 0 && line < dense.length ? dense[line] : undefined
    if (before === undefined || before === unknown) {
      if (!(this.#apart !== null && (this.#apart.get(line) ?? unknown) >= hits)) this.set(line, hits)
    } else if (hits > before) dense[line] = hits
  }

  /** Lines with more than 0 hits, of all. */
  count(): CoverageCount {
    let covered = 0
    for (const hits of this.#dense) if (hits > 0) covered += 1
    if (this.#apart !== null) for (const hits of this.#apart.values()) if (hits > 0) covered += 1
    return { covered, total: this.#known }
  }

  *entries(): Generator<readonly [number, number]> {
    for (const [line, hits] of this.#dense.entries()) if (hits !== unknown) yield [line, hits]
    if (this.#apart !== null) yield* this.#apart
  }

  *values(): Generator<number> {
    for (const hits of this.#dense) if (hits !== unknown) yield hits
    if (this.#apart !== null) yield* this.#apart.values()
  }

  [Symbol.iterator](): Generator<readonly [number, number]> {
    return this.entries()
  }

  toMap(): ReadonlyMap<number, number> {
    return new Map(this.entries())
  }
}
