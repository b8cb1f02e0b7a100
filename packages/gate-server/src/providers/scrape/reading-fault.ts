import type { QualityFact } from '@kosmos/analysis/evidence'

/** Why a reading has no number: with it the reading is empty, never partial. */
export class ReadingFault extends Error {
  override readonly name = 'ReadingFault'
  readonly code: QualityFact['code']

  constructor(code: QualityFact['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** The part of a target's address that messages show. */
export function hostOf(target: string): string {
  return URL.canParse(target) ? new URL(target).host : 'without an address'
}
