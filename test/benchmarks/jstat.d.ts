/** The little of jstat that the benchmarks call; the package has no types of its own. */
declare module 'jstat' {
  const jstat: {
    readonly studentt: { cdf(x: number, degreesOfFreedom: number): number }
    readonly beta: { cdf(x: number, a: number, b: number): number }
  }
  export default jstat
}
