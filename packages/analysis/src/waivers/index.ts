export type { Waiver, WaiverScope } from './waiver.ts'
export { isExpired, scopeText } from './waiver.ts'
export { parseWaivers, waiverPlaces } from './parse-waivers.ts'
export { waiversJsonSchema } from './waiver-schema.ts'
export { applyWaivers, type AppliedWaivers } from './apply-waivers.ts'
export { isWaivedByFinding } from './waive-evidence.ts'
export type { WaiverReason } from './waive-condition.ts'
export {
  importWaivers,
  isWaiverFormat,
  waiverFormatOf,
  waiverFormats,
  type WaiverFormat,
} from './import/import-waivers.ts'
export { completeWaivers, type WaiverDefaults } from './import/complete-waivers.ts'
export type { ImportedWaiver, ImportedWaivers } from './import/imported-waiver.ts'
