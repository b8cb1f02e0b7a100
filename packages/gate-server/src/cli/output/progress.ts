import type { CommandIo, TextSink } from '../command-io.ts'
import { changeLines } from './change-lines.ts'
import { progressBlock } from './progress-block.ts'
import { stageText, type RunView } from './run-view.ts'
import { isLive, painter } from './terminal.ts'

/** Shows how a run goes, on stderr: stdout belongs to the answer. */
export interface Progress {
  /** The run as it stands now. */
  readonly show: (run: RunView) => void
  /** A line of its own, above what is redrawn. */
  readonly say: (line: string) => void
  /** Ends the showing; what was drawn last stays. */
  readonly stop: () => void
}

const redrawEveryMs = 1000
const heartbeatEveryMs = 30_000

/** Redrawn lines with countdowns on a terminal, else one line per change and a sign of life every 30 s. */
export function startProgress(io: CommandIo): Progress {
  return isLive(io.stderr, io.env) ? liveProgress(io) : lineProgress(io)
}

function liveProgress({ stderr, env }: CommandIo): Progress {
  const paint = painter(stderr, env)
  let drawn = 0
  let shown: RunView | null = null
  const erase = (): string => (drawn === 0 ? '' : `\u001b[${drawn}A\u001b[0J`)
  const draw = (before = ''): void => {
    const block = shown === null ? [] : progressBlock(shown, Date.now(), widthOf(stderr), paint)
    stderr.write(`${erase()}${before}${block.map((line) => `${line}\n`).join('')}`)
    drawn = block.length
  }
  const timer = setInterval(() => draw(), redrawEveryMs)
  return {
    show: (run) => {
      shown = run
      draw()
    },
    say: (line) => draw(`${line}\n`),
    stop: () => clearInterval(timer),
  }
}

/** A terminal that does not know its width says 0. */
function widthOf({ columns }: TextSink): number {
  return columns !== undefined && columns > 0 ? columns : 80
}

function lineProgress({ stderr }: CommandIo): Progress {
  let shown: RunView | null = null
  let lastWrite = Date.now()
  const write = (line: string): void => {
    lastWrite = Date.now()
    stderr.write(`${line}\n`)
  }
  const timer = setInterval(() => {
    if (Date.now() - lastWrite >= heartbeatEveryMs) write(shown === null ? 'waiting' : `still at ${stageText(shown)}`)
  }, 1000)
  return {
    show: (run) => {
      for (const line of changeLines(shown, run)) write(line)
      shown = run
    },
    say: write,
    stop: () => clearInterval(timer),
  }
}
