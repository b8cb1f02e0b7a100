export { mannWhitney, type MannWhitney, type Alternative } from './mann-whitney.ts'
export { hodgesLehmann, type HodgesLehmann } from './hodges-lehmann.ts'
export { proportionDifference, type ProportionDifference } from './proportion-difference.ts'
export type { Sample } from './sample.ts'
