export type { Values } from './values.ts'
export { mean } from './mean.ts'
export { variance, standardDeviation } from './variance.ts'
