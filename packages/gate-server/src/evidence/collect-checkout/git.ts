import { spawn } from 'node:child_process'

/** Runs git in a checkout; gives what it wrote, or throws with what it complained of. */
export type Git = (args: readonly string[], input?: string) => Promise<Buffer>

const timeoutMs = 120_000
const largestAnswer = 256 * 2 ** 20

/** A command that git could not carry out; the message is for people. */
export class GitFault extends Error {
  override readonly name = 'GitFault'
}

/**
 * Git in a folder. Nothing that a repository's own settings name is run (hooks, monitors, external diffs, filters of
 * diffs), and nothing is asked of a person.
 *
 * @throws GitFault (on use) with git's own words.
 */
export function gitIn(folder: string, env: Readonly<Record<string, string | undefined>>): Git {
  return (args, input) => {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
    const given = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.quotePath=true', ...args]
    const child = spawn('git', given, {
      cwd: folder,
      timeout: timeoutMs,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_PAGER: 'cat' },
    })
    const chunks: Buffer[] = []
    let size = 0
    let complaint = ''
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > largestAnswer) {
        complaint = `git ${args[0] ?? ''} gave more than ${largestAnswer / 2 ** 20} MiB`
        child.kill()
      } else chunks.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < 2000) complaint += chunk.toString('utf8')
    })
    // A child that ends before it has read everything says why by itself.
    child.stdin.on('error', () => {})
    child.on('error', (error) => reject(new GitFault(`git cannot be run in '${folder}': ${error.message}`)))
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks))
      else reject(new GitFault(`git ${args[0] ?? ''} failed: ${complaint.trim().slice(0, 500) || 'it was stopped'}`))
    })
    child.stdin.end(input ?? '')
    return promise
  }
}
