export { erf, erfc, erfcScaled, gaussian } from './error-function.ts'
export { seededRandom, type RandomSource } from './random-source.ts'
