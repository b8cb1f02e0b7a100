// A real canary on this machine: two HTTP services, users, the gate as a service, and the command that judges, live.
//
//   npm run demo                                     a bad canary, then a good one
//   npm run demo -- --fault latency                  one canary with a fault; exits with the command's exit code
//   npm run demo -- --fault errors --in baseline     the fault in the baseline
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { faults, isFault, type Fault } from './fault.ts'
import { startProgram, startScript, stop } from './processes.ts'

/** One canary of the demo. */
interface Scenario {
  readonly version: string
  readonly fault: Fault
  readonly side: 'canary' | 'baseline'
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
// The built command, as a user runs it; run from the sources where this file is.
const sourceCondition = '--conditions=@kosmos/source'
const command: readonly [string, ...string[]] = process.execArgv.includes(sourceCondition)
  ? [process.execPath, sourceCondition, here('../../packages/gate-server/src/main.ts')]
  : [process.execPath, here('../../packages/gate-server/dist/main.js')]
const service = 'shop'
const environment = 'demo'

const interruption = new AbortController()
const wasInterrupted = (): boolean => interruption.signal.aborted
const output = { isJson: false }

function say(line: string): void {
  // With --json, stdout holds what the command writes there and nothing else.
  const sink = output.isJson ? process.stderr : process.stdout
  sink.write(`${line}\n`)
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      fault: { type: 'string' },
      in: { type: 'string', default: 'canary' },
      json: { type: 'boolean', default: false },
    },
  })
  const { fault, in: side } = values
  output.isJson = values.json
  if ((fault !== undefined && !isFault(fault)) || (side !== 'canary' && side !== 'baseline')) {
    say(`Expected --fault ${faults.join(', ')} and --in canary or baseline`)
    return 2
  }
  const folder = await mkdtemp(join(tmpdir(), 'kosmos-demo-'))
  try {
    const server = await startServer(folder)
    if (fault !== undefined) return await runCanary({ version: '2.0.0', fault, side }, server)
    return await runBoth(server)
  } finally {
    await stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The story without options: a release that fails a part of its requests, and the repaired one. */
async function runBoth(server: string): Promise<number> {
  say('A canary that fails 15 % of its requests:\n')
  const bad = await runCanary({ version: '2.0.0', fault: 'errors', side: 'canary' }, server)
  if (wasInterrupted()) return 130
  say('\nThe repaired one:\n')
  const good = await runCanary({ version: '2.0.1', fault: 'none', side: 'canary' }, server)
  if (wasInterrupted()) return 130
  say(`\nThe bad canary ended with exit code ${bad} (1: fail), the good one with ${good} (0: promote).`)
  return bad === 1 && good === 0 ? 0 : 1
}

async function startServer(folder: string): Promise<string> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('KOSMOS_'))
  const { firstLine } = await startProgram([...command, 'serve', '--port', '0'], {
    ...Object.fromEntries(inherited),
    KOSMOS_STORE: join(folder, 'demo.db'),
    KOSMOS_SCRAPE_ALLOW: '127.0.0.1',
    KOSMOS_LOG_LEVEL: 'error',
  })
  const url = /http:\/\/\S+/.exec(firstLine)?.[0]
  if (url === undefined) throw new Error(`The gate told no address: ${firstLine}`)
  return url
}

async function runCanary({ version, fault, side }: Scenario, server: string): Promise<number> {
  const script = new URL('service.ts', import.meta.url)
  const [baseline, canary] = await Promise.all([
    startScript(script, [side === 'baseline' ? fault : 'none']),
    startScript(script, [side === 'canary' ? fault : 'none']),
  ])
  const load = await startScript(new URL('load.ts', import.meta.url), [baseline.url, canary.url])
  const move = [process.execPath, here('move-traffic.ts'), `${load.url}/traffic`].map(shellWord).join(' ')
  if (wasInterrupted()) return 130
  const exitCode = await inForeground([
    ...command,
    'canary',
    ...flags({ server, policy: here('policy.yaml'), service, environment, version }),
    ...flags({ 'baseline-target': `${baseline.url}/metrics`, 'canary-target': `${canary.url}/metrics` }),
    ...flags({ 'on-advance': move, 'on-rollback': move }),
    ...(output.isJson ? ['--json'] : []),
  ])
  if (!wasInterrupted()) {
    const name = fault === 'none' ? 'good' : `${fault}-in-${side}`
    say(`The page is kept as ${await savePage(server, version, `${name}.html`)}`)
  }
  await stop([load.child, baseline.child, canary.child])
  return exitCode
}

/** Runs the command with this terminal. Where the terminal did not pass an interrupt on to it, we do. */
async function inForeground(program: readonly [string, ...string[]]): Promise<number> {
  const [file, ...args] = program
  const child = spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const passOn = async (): Promise<void> => {
    await sleep(500, null, { ref: false })
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
  }
  const onAbort = (): void => void passOn()
  interruption.signal.addEventListener('abort', onAbort)
  const ended: readonly unknown[] = await once(child, 'exit')
  const code = ended[0]
  interruption.signal.removeEventListener('abort', onAbort)
  return typeof code === 'number' ? code : 130
}

/** Keeps the run's page as a file that needs no server. */
async function savePage(server: string, version: string, name: string): Promise<string> {
  const query = new URLSearchParams({ service, environment, version })
  const asked = await fetch(`${server}/v1/verdict?${query.toString()}`)
  const answer: unknown = await asked.json()
  if (typeof answer !== 'object' || answer === null || !('id' in answer)) throw new Error('The gate knows no verdict')
  const page = await fetch(`${server}/runs/${encodeURIComponent(String(answer.id))}`)
  if (!page.ok) throw new Error(`The gate gave no page: ${page.status}`)
  const folder = here('../../reports/demo')
  await mkdir(folder, { recursive: true })
  const path = join(folder, name)
  await writeFile(path, await page.text())
  return relative(process.cwd(), path)
}

function flags(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, value])
}

function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interruption.abort())
try {
  process.exitCode = await main()
} catch (error) {
  const aborted = wasInterrupted()
  if (!aborted) process.stderr.write(`The demo failed: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = aborted ? 130 : 5
}
