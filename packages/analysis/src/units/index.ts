export { unitSchema } from './unit-schema.ts'
export { parseDuration, formatDuration } from './duration.ts'
export { parseShare, parsePercentage, parsePoints, formatShare } from './share.ts'
export { parseMargin, type Margin } from './margin.ts'
export { parseMultiple } from './multiple.ts'
export { parseQuantile, formatQuantile } from './quantile.ts'
export { parseFloor } from './floor.ts'
export { parseSize } from './size.ts'
export { formatNumber, formatRatio, formatSeconds } from './number-text.ts'
export { strictNumber } from './strict-number.ts'
export {
  durationSchema,
  floorSchema,
  marginSchema,
  multipleSchema,
  percentageSchema,
  quantileSchema,
  shareSchema,
} from './schemas.ts'
