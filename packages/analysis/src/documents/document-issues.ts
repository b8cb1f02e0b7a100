import type { z } from 'zod'
import type { PolicyIssue } from '../errors.ts'
import { issueMessage } from './issue-message.ts'
import type { DocumentText } from './read-document.ts'

/** What a document may hold at a place: for messages and suggestions; the schemas decide what is accepted. */
export interface KnownWords {
  readonly keys: (path: readonly PropertyKey[], received: unknown) => readonly string[]
  readonly kinds: (path: readonly PropertyKey[]) => readonly string[]
  /** The path as it was written, where the schema reads several ways to write the same. */
  readonly asWritten: (path: readonly PropertyKey[], value: unknown) => readonly PropertyKey[]
}

/** Every fault that a schema found in a document: where it stands, what was expected and what came. */
export function documentIssues(
  error: z.core.$ZodError,
  document: DocumentText,
  known: KnownWords,
): readonly PolicyIssue[] {
  return error.issues.flatMap((issue) =>
    // One per unknown key.
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => issueAt({ ...issue, keys: [key] }, document, known, key))
      : [issueAt(issue, document, known)],
  )
}

function issueAt(
  issue: z.core.$ZodIssue,
  { value, locate }: DocumentText,
  known: KnownWords,
  key?: string,
): PolicyIssue {
  const where = known.asWritten(issue.path, value)
  const received = valueAt(value, where)
  const path = key === undefined ? where : [...where, key]
  return {
    pointer: path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    ...locate(where, key),
    message: issueMessage(issue, known.keys(where, received), received, known.kinds(where)),
  }
}

/** The value at a path of own keys; `undefined` where there is none. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined
    current = Object.entries(current).find(([name]) => name === String(step))?.[1]
  }
  return current
}
