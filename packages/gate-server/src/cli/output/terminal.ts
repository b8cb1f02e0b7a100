import type { CommandIo, TextSink } from '../command-io.ts'

/** True where a stream may be redrawn and coloured: a terminal, and nobody asked for plain text. */
export function isLive(sink: TextSink, env: CommandIo['env']): boolean {
  if (sink.isTTY !== true || isSet(env['NO_COLOR']) || env['TERM'] === 'dumb') return false
  return !isSet(env['CI']) || env['CI'] === 'false'
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}

const colours = { green: 32, yellow: 33, red: 31, dim: 2, bold: 1 } as const

/** A text in a colour, or as it is. */
export type Paint = (colour: keyof typeof colours, text: string) => string

/** Paints where `isLive` holds for the stream, else leaves text alone. */
export function painter(sink: TextSink, env: CommandIo['env']): Paint {
  return isLive(sink, env) ? (colour, text) => `\u001b[${colours[colour]}m${text}\u001b[0m` : (_, text) => text
}
