export { updateEDetector, type EDetectorState, type EDetectorStep } from './e-detector.ts'
export { eDetector, type EDetectorSeries } from './e-detector-series.ts'
export type { EDetectorOptions } from './e-detector-settings.ts'
export { halfNormalAtoms } from './half-normal-atoms.ts'
