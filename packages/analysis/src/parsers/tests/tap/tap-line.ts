/** What one line of the Test Anything Protocol says. Depth is the number of spaces before it. */
export type TapLine =
  | { readonly kind: 'version'; readonly depth: number }
  | { readonly kind: 'plan'; readonly depth: number; readonly planned: number; readonly reason: string }
  | {
      readonly kind: 'point'
      readonly depth: number
      readonly ok: boolean
      readonly name: string
      readonly directive: 'skip' | 'todo' | null
      readonly reason: string
      /** Its subtest follows in braces. */
      readonly opens: boolean
    }
  | { readonly kind: 'close'; readonly depth: number }
  | { readonly kind: 'bail-out'; readonly reason: string }

const planPattern = /^1\.\.(\d+)\s*(?:#\s*(.*))?$/
/** Some producers write the dash or the mark without a space before it. */
const pointPattern = /^(not )?ok(?:\s+(.*)|([-#].*))?$/

/** The line, or `null` for a comment, for a pragma and for output that is no TAP, which readers have to pass over. */
export function readTapLine(line: string): TapLine | null {
  const said = line.trim()
  const depth = line.replace(/\t/g, '    ').search(/\S/)
  if (/^TAP version \d+$/i.test(said)) return { kind: 'version', depth }
  if (said.startsWith('Bail out!')) return { kind: 'bail-out', reason: said.slice(9).trim() }
  if (said === '}') return { kind: 'close', depth }
  const plan = planPattern.exec(said)
  if (plan !== null) return { kind: 'plan', depth, planned: Number(plan[1]), reason: plan[2] ?? '' }
  const point = pointPattern.exec(said)
  if (point === null) return null
  return { kind: 'point', depth, ok: point[1] === undefined, ...described(point[2] ?? point[3] ?? '') }
}

function described(rest: string) {
  const opens = rest.endsWith('{')
  const text = (opens ? rest.slice(0, -1) : rest)
    .trim()
    .replace(/^\d+(?=\s|$)/, '')
    .trim()
    .replace(/^-\s*/, '')
  const mark = text.search(/(?:^|[^\\])#\s*(?:skip|todo)/i)
  if (mark < 0) {
    const note = text.search(/\s#\s*time=/)
    return { name: plain(note < 0 ? text : text.slice(0, note)), directive: null, reason: '', opens }
  }
  const found = /#\s*(skip|todo)\S*\s*(.*)$/i.exec(text.slice(mark))
  const directive: 'skip' | 'todo' = found?.[1]?.toLowerCase() === 'todo' ? 'todo' : 'skip'
  return { name: plain(text.slice(0, mark + 1).replace(/#$/, '')), directive, reason: found?.[2] ?? '', opens }
}

function plain(text: string): string {
  return text.replace(/\\([#\\])/g, '$1').trim()
}
