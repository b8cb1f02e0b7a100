import { parseWaivers, type Waiver } from '@kosmos/analysis/waivers'
import type { CommandIo } from './command-io.ts'
import { readInputText } from './read-input.ts'

/**
 * Reads a file of waivers.
 *
 * @throws UsageError where it cannot be read.
 * @throws AnalysisError `waivers-invalid`.
 */
export async function readWaiversFile(path: string, io: CommandIo): Promise<readonly Waiver[]> {
  return parseWaivers(await readInputText(path, 'file of waivers', io))
}
