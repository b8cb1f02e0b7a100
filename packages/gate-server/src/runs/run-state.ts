import type { Run, RunState } from './run.ts'

/** The run in one word: `running` while more is to come, else its verdict; `hold` where a verdict is missing. */
export function runState(run: Run): RunState {
  return run.status === 'completed' ? (run.verdict?.verdict ?? 'hold') : 'running'
}
