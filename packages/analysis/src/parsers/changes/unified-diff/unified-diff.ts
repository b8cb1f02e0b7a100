import type { ChangedFile } from '../../../evidence/index.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ParsedReport, ReportParser } from '../../report-parser.ts'
import { pathOf, pathOfHeader, pathsOfMarkers } from './diff-paths.ts'

/** A file while its part of the diff is being read. */
interface OpenFile {
  /** Line of the report where it starts. */
  readonly line: number
  before: string | null
  after: string | null
  change: ChangedFile['change']
  binary: boolean
  readonly changedLines: Set<number>
  removedLines: number
}

/** What is left of a hunk, and the next line of the new file. */
interface Hunk {
  before: number
  after: number
  next: number
}

const hunkLine = /^@@ -\d{1,10}(?:,(\d{1,10}))? \+(\d{1,10})(?:,(\d{1,10}))? @@/

/**
 * A unified diff: the output of `git diff`, `git show` and `git format-patch` (of one commit), and of `diff -u`.
 *
 * Files with the lines of the new file that were added or changed. Hunks are read by their counts, so a line of code that
 * looks like a header is code, and a diff that was cut off is refused. Renames and copies (shown as added) keep the path
 * before; binary files have no lines. Text around the diffs (`--stat`, a commit's message) is passed over.
 *
 * Refused, because their line numbers are of no single version: diffs of a merge (`diff --cc`), several commits one after
 * another, and a file that stands in the diff twice. An empty diff is accepted only where the caller says that empty means
 * no change.
 */
export const unifiedDiffParser: ReportParser = {
  matches: ({ syntax, head }) =>
    syntax === 'text' &&
    (/^diff --(?:git|cc|combined) /m.test(head) || /^--- \S[^\n]*\n\+\+\+ \S[^\n]*\n@@ -\d/m.test(head)),
  parse: ({ text }) => {
    const reading = new DiffReading()
    const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
    for (const [index, line] of lines.entries()) reading.read(line, lines[index + 1] ?? '', index + 1)
    return reading.end(lines.length)
  },
  empty: () => changes([], null, null),
}

/** Walks over the lines of a diff. */
class DiffReading {
  readonly #files = new Map<string, ChangedFile>()
  #file: OpenFile | null = null
  #hunk: Hunk | null = null
  #base: string | null = null
  #head: string | null = null

  read(raw: string, following: string, number: number): void {
    if (this.#hunk !== null && (this.#hunk.before > 0 || this.#hunk.after > 0)) {
      this.#readCode(this.#hunk, raw, number)
      return
    }
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (line.startsWith('diff --git ')) {
      this.#close()
      const path = pathOfHeader(line.slice('diff --git '.length))
      this.#open(number, path, path)
    } else if (line.startsWith('diff --cc ') || line.startsWith('diff --combined ') || line.startsWith('@@@ ')) {
      throw malformed('unified-diff', 'a diff against one commit', 'the diff of a merge', { line: number, column: 1 })
    } else if (line.startsWith('--- ') && following.startsWith('+++ ')) {
      this.#readPaths(line.slice(4), following.slice(4).replace(/\r$/, ''), number)
    } else if (line.startsWith('@@ -')) {
      this.#openHunk(line, number)
    } else if (this.#file !== null && this.#hunk === null) {
      readExtendedHeader(this.#file, line)
    }
    this.#readCommit(line, number)
  }

  end(lines: number): Omit<ParsedReport, 'format'> {
    if (this.#hunk !== null && (this.#hunk.before > 0 || this.#hunk.after > 0)) {
      const missing = `the end of the diff with ${Math.max(this.#hunk.before, this.#hunk.after)} lines missing`
      throw malformed('unified-diff', 'a whole hunk', missing, { line: lines, column: 1 })
    }
    this.#close()
    return changes([...this.#files.values()], this.#base, this.#head)
  }

  #open(line: number, before: string | null, after: string | null): OpenFile {
    const changedLines = new Set<number>()
    const made: OpenFile = { line, before, after, change: 'modified', binary: false, changedLines, removedLines: 0 }
    this.#file = made
    return made
  }

  #readPaths(beforeText: string, afterText: string, number: number): void {
    const { before, after } = pathsOfMarkers(beforeText, afterText)
    let file = this.#file
    // Without a `diff --git` line the markers themselves start a file.
    if (file === null || this.#hunk !== null) {
      this.#close()
      file = this.#open(number, before, after)
    }
    if (file.change !== 'renamed' && !(file.change === 'added' && file.before !== null && before !== null)) {
      file.before = before ?? file.before
      file.after = after ?? file.after
    }
    if (before === null) file.change = 'added'
    else if (after === null) file.change = 'deleted'
  }

  #openHunk(line: string, number: number): void {
    const found = hunkLine.exec(line)
    if (found === null || this.#file === null) {
      throw malformed('unified-diff', 'a hunk inside a file', `'${excerpt(line)}'`, { line: number, column: 1 })
    }
    const [before, start = '0', after]: readonly (string | undefined)[] = found.slice(1)
    this.#hunk = { before: Number(before ?? '1'), after: Number(after ?? '1'), next: Number(start) }
  }

  #readCode(hunk: Hunk, line: string, number: number): void {
    const file = this.#file
    const marker = line.charAt(0)
    if (file === null || marker === '\\') return
    if (marker === '+') {
      file.changedLines.add(hunk.next)
      hunk.next += 1
      hunk.after -= 1
    } else if (marker === '-') {
      file.removedLines += 1
      hunk.before -= 1
    } else if (marker === ' ' || line === '' || line === '\r') {
      hunk.next += 1
      hunk.before -= 1
      hunk.after -= 1
    } else {
      throw malformed('unified-diff', 'a line of a hunk', `'${excerpt(line)}'`, { line: number, column: 1 })
    }
    if (hunk.before < 0 || hunk.after < 0) {
      throw malformed('unified-diff', 'as many lines as the hunk announces', 'more', { line: number, column: 1 })
    }
  }

  #readCommit(line: string, number: number): void {
    const commit = /^(?:From ([0-9a-f]{40,64}) |commit ([0-9a-f]{40,64})(?: \(.*\))?$)/.exec(line)
    const id = commit?.[1] ?? commit?.[2]
    if (id !== undefined) {
      if (this.#head !== null) {
        const got = 'several commits one after another'
        throw malformed('unified-diff', 'one diff', got, { line: number, column: 1 })
      }
      this.#head = id
    }
    this.#base ??= /^base-commit: ([0-9a-f]{40,64})$/.exec(line)?.[1] ?? null
  }

  #close(): void {
    const file = this.#file
    this.#file = null
    this.#hunk = null
    if (file === null) return
    const path = file.change === 'deleted' ? (file.before ?? file.after) : file.after
    if (path === null) {
      throw malformed('unified-diff', 'a file with its path', 'one without', { line: file.line, column: 1 })
    }
    const known = this.#files.get(path)
    // A file that becomes a link is shown as deleted and added.
    const replaced = known?.change === 'deleted' && file.change === 'added'
    if (known !== undefined && !replaced) {
      const got = `'${excerpt(path)}' again`
      throw malformed('unified-diff', 'each file once', got, { line: file.line, column: 1 })
    }
    this.#files.set(path, {
      path,
      previousPath: file.before === path || file.change === 'deleted' ? null : previousOf(file),
      change: replaced ? 'modified' : file.change,
      binary: file.binary,
      changedLines: file.changedLines,
      removedLines: file.removedLines + (replaced ? known.removedLines : 0),
    })
  }
}

function previousOf({ change, before, after }: OpenFile): string | null {
  return change === 'renamed' || (change === 'added' && before !== after) ? before : null
}

function readExtendedHeader(file: OpenFile, line: string): void {
  const [, verb, path] = /^((?:rename|copy) (?:from|to)) (.+)$/.exec(line) ?? []
  if (verb !== undefined && path !== undefined) {
    if (verb.endsWith('from')) file.before = pathOf(path)
    else file.after = pathOf(path)
    file.change = verb.startsWith('rename') ? 'renamed' : 'added'
  } else if (line.startsWith('new file mode ')) {
    file.change = 'added'
    file.before = null
  } else if (line.startsWith('deleted file mode ')) file.change = 'deleted'
  else if (/^(?:Binary files .* differ|GIT binary patch)$/.test(line)) file.binary = true
}

function changes(
  files: readonly ChangedFile[],
  base: string | null,
  head: string | null,
): Omit<ParsedReport, 'format'> {
  const changedLines = files.reduce((sum, file) => sum + file.changedLines.size, 0)
  const removedLines = files.reduce((sum, file) => sum + file.removedLines, 0)
  return {
    evidence: [{ kind: 'changes', files, base, head }],
    warnings: [],
    tally: { files: files.length, changedLines, removedLines },
  }
}
