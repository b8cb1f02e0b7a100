import { access, rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { observationSchema, type Observation, type Reference } from '@kosmos/analysis/evidence'
import { referencesKept, type ObservedCondition, type ReferenceQuery } from '@kosmos/analysis/gates'
import { z } from 'zod'
import type { CommandIo } from './command-io.ts'
import { readInputText } from './read-input.ts'
import { UsageError } from './usage-error.ts'

/** One accepted observation, as a file keeps it. */
interface KeptReference {
  /** Id and kind of the condition. */
  readonly condition: string
  readonly kind: string
  readonly branch: string
  readonly commit: string | null
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number
  readonly observation: Observation
}

/** What a file of references holds, newest first. */
export interface ReferenceFile {
  readonly service: string
  readonly references: readonly KeptReference[]
}

const shape = z.strictObject({
  version: z.literal(1),
  service: z.string().min(1),
  references: z.array(
    z.strictObject({
      condition: z.string(),
      kind: z.string(),
      branch: z.string(),
      commit: z.string().nullable(),
      acceptedAt: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
      observation: observationSchema,
    }),
  ),
})

/**
 * Reads what `evaluate --write-reference` wrote.
 *
 * @returns `null` where there is no such file yet.
 * @throws UsageError where it is something else, or of another service.
 */
export async function readReferenceFile(path: string, service: string, io: CommandIo): Promise<ReferenceFile | null> {
  const isThere = await access(resolve(io.cwd, path)).then(
    () => true,
    (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
  )
  if (!isThere) return null
  const read = shape.safeParse(jsonOf(await readInputText(path, 'file of references', io)))
  if (!read.success) {
    const [issue] = read.error.issues
    throw new UsageError(
      `Expected references as 'evaluate --write-reference' writes them in '${path}': ${issue?.path.join('/') ?? ''} ${issue?.message ?? ''}`,
    )
  }
  if (read.data.service !== service) {
    throw new UsageError(`Expected references of '${service}' in '${path}', got those of '${read.data.service}'`)
  }
  return read.data
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What a file holds for the conditions that ask, by their ids, newest first. */
export function referencesFrom(
  file: ReferenceFile,
  queries: readonly ReferenceQuery[],
): ReadonlyMap<string, readonly Reference[]> {
  return new Map(
    queries.map(({ condition, kind, branch, most }) => [
      condition,
      file.references
        .filter((one) => one.condition === condition && one.kind === kind && one.branch === branch)
        .slice(0, most)
        .map(({ commit, acceptedAt, observation }) => ({
          branch,
          commit,
          acceptedAt,
          origin: { kind: 'evaluation', id: 'local' },
          observation,
        })),
    ]),
  )
}

/** A file with what was accepted now in front, and of what was before as much as conditions look at. */
export function withAccepted(
  file: ReferenceFile,
  observed: readonly ObservedCondition[],
  at: { readonly branch: string; readonly commit: string | null; readonly acceptedAt: number },
): ReferenceFile {
  const accepted = observed.filter((one) => one.accepted)
  const references: KeptReference[] = []
  const counts = new Map<string, number>()
  const now = accepted.map(({ condition, kind, observation }) => ({ condition, kind, ...at, observation }))
  for (const one of [...now, ...file.references]) {
    const key = JSON.stringify([one.condition, one.kind, one.branch])
    const count = counts.get(key) ?? 0
    if (count < referencesKept(one.kind)) references.push(one)
    counts.set(key, count + 1)
  }
  return { service: file.service, references }
}

/**
 * Writes a file whole or not at all.
 *
 * @throws UsageError where it cannot be written.
 */
export async function writeReferenceFile(path: string, file: ReferenceFile, io: CommandIo): Promise<void> {
  const references = file.references.map((one) => ({ ...one, acceptedAt: new Date(one.acceptedAt).toISOString() }))
  const full = resolve(io.cwd, path)
  try {
    await writeFile(`${full}.part`, `${JSON.stringify({ version: 1, service: file.service, references }, null, 2)}\n`)
    await rename(`${full}.part`, full)
  } catch (error) {
    throw new UsageError(`Could not write '${path}': ${error instanceof Error ? error.message : String(error)}`)
  }
}
