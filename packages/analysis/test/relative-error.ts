/** |got − wanted| ÷ |wanted|; 0 for equal values, also for two zeros or two infinities of one sign. */
export function relativeError(got: number, wanted: number): number {
  return Object.is(got, wanted) || got === wanted ? 0 : Math.abs(got - wanted) / Math.abs(wanted)
}
