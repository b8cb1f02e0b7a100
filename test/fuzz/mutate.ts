/** Draws from 0 inclusive to 1 exclusive. */
export type Random = () => number

/** Changes some bytes into others; `other` is another report, to splice in. */
export type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array

/** What a broken disk, a hasty writer or an attacker does to a report. By name, for the message. */
export const mutations: Readonly<Record<string, Mutation>> = {
  'flipped bytes': (bytes, random) => {
    const changed = Uint8Array.from(bytes)
    for (let count = 1 + below(random, 8); count > 0; count -= 1)
      changed[below(random, changed.length)] = below(random, 256)
    return changed
  },
  'cut off': (bytes, random) => bytes.slice(0, below(random, bytes.length)),
  'a slice twice': (bytes, random) => {
    const [from, to] = slice(bytes, random)
    return joined(bytes.subarray(0, to), bytes.subarray(from, to), bytes.subarray(to))
  },
  'a slice removed': (bytes, random) => {
    const [from, to] = slice(bytes, random)
    return joined(bytes.subarray(0, from), bytes.subarray(to))
  },
  spliced: (bytes, random, other) =>
    joined(bytes.subarray(0, below(random, bytes.length)), other.subarray(below(random, other.length))),
  'one after the other': (bytes, random, other) => joined(bytes, text(random() < 0.5 ? '\n' : ''), other),
  'a key renamed': onText((report, random) => one(report, /"[\w$@-]+"(?=\s*:)|\b[\w-]+(?==")/g, random, renamed)),
  'a number replaced': onText((report, random) =>
    one(report, /-?\d+(?:\.\d+)?/g, random, () => pick(strangeNumbers, random)),
  ),
  'a value replaced': onText((report, random) =>
    one(report, /(?<=:\s*)(?:"[^"\n]*"|-?\d+|true|false|null)/g, random, () => pick(strangeValues, random)),
  ),
  'a text replaced': onText((report, random) =>
    one(report, /(?<=")[^"<>\n]*(?=")/g, random, () => pick(strangeTexts, random)),
  ),
  'nested deeply': onText((report, random) => {
    const times = pick([3, 600, 2000, 50_000], random)
    return report.trimStart().startsWith('<')
      ? one(report, />/g, random, () => `>${'<a>'.repeat(times)}`)
      : one(report, /[[{]/g, random, (found) => found + '['.repeat(times))
  }),
  'in another encoding': (bytes, random) => {
    const report = new TextDecoder().decode(bytes)
    const marked = random() < 0.5 ? '\ufeff' : ''
    const wide = Buffer.from(marked + report, 'utf16le')
    return random() < 0.5 ? wide.swap16() : wide
  },
}

const strangeNumbers = [
  '-1',
  '0',
  '1e999',
  '9007199254740993',
  '99999999999999999999',
  'NaN',
  'Infinity',
  '0x10',
  '',
  '1.5',
]
const strangeValues = ['null', '[]', '{}', '""', '-1', '1e308', 'true', '"__proto__"', '{"__proto__":{"a":1}}', '[[]]']
const strangeTexts = [
  '',
  '__proto__',
  'constructor',
  '\u0000',
  '&a;',
  '\ud800',
  'x'.repeat(5000),
  '%s%n',
  '\u001b[2J',
  '-1',
]

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit)
}

function pick<Value>(list: readonly [Value, ...Value[]] | readonly Value[], random: Random): Value {
  const found = list[below(random, list.length)]
  if (found === undefined) throw new Error('Nothing to pick from')
  return found
}

function slice(bytes: Uint8Array, random: Random): readonly [number, number] {
  const from = below(random, bytes.length)
  return [from, from + 1 + below(random, Math.min(bytes.length - from, 2000))]
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

function onText(change: (report: string, random: Random) => string): Mutation {
  return (bytes, random) => text(change(new TextDecoder().decode(bytes), random))
}

/** Replaces one of the places where a pattern is found. */
function one(report: string, pattern: RegExp, random: Random, replace: (found: string) => string): string {
  const places = [...report.matchAll(pattern)]
  const place = places[below(random, places.length)]
  if (place === undefined) return report
  return report.slice(0, place.index) + replace(place[0]) + report.slice(place.index + place[0].length)
}

function renamed(name: string): string {
  return name.startsWith('"') ? '"other"' : 'other'
}
