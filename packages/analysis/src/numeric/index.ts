export { erfc } from './error-function.ts'
