/** What may be wrong with one of the two services. */
export const faults = ['none', 'errors', 'latency', 'missing-metrics'] as const
export type Fault = (typeof faults)[number]

export function isFault(word: string | undefined): word is Fault {
  return faults.some((fault) => fault === word)
}
