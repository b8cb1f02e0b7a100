export { erf, erfc, erfcScaled, gaussian } from './error-function.ts'
