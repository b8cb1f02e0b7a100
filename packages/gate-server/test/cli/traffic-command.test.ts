import { describe, expect, test } from 'vitest'
import { runTrafficCommand } from '../../src/cli/traffic-command.ts'
import { memoryIo } from './memory-io.ts'

const order = { run: 'run-1', service: 'shop', stage: 1, traffic: 50 }

async function run(command: string, signal = new AbortController().signal) {
  const said: string[] = []
  const fault = await runTrafficCommand(command, order, {
    io: memoryIo({ env: process.env }),
    say: (line) => void said.push(line),
    signal,
  })
  return { fault, said }
}

describe('the command that moves traffic', () => {
  test('is told run, service, stage and per cent, and its lines are passed on', async () => {
    const { fault, said } = await run('echo "$KOSMOS_RUN $KOSMOS_SERVICE $KOSMOS_STAGE $KOSMOS_TRAFFIC"')
    expect(fault).toBeNull()
    expect(said).toEqual(['run-1 shop 1 50'])
  })

  test.each([
    ['exit 3', 'it ended with 3'],
    ['kill -9 $$', 'it was ended by SIGKILL'],
    ['no-such-command-anywhere', 'it ended with 127'],
  ])('%s has not moved it', async (command, fault) => {
    expect((await run(command)).fault).toBe(fault)
  })

  test('is ended with what it started, and has then not moved it', async () => {
    const interruption = new AbortController()
    const running = run('sleep 60; true', interruption.signal)
    interruption.abort()
    expect((await running).fault).toBe('it was ended by SIGTERM')
    expect((await run('true', interruption.signal)).fault).toBe('it was not started')
  })
})
