/** What a report may cost. Sizes in bytes of the input. */
export interface ReportLimits {
  readonly maxBytes: number
  readonly maxXmlDepth: number
  readonly maxJsonDepth: number
  /** Longest attribute of an XML element. */
  readonly maxAttributeLength: number
  /** Reports larger than this are not searched for keys that stand twice in one object. */
  readonly maxBytesForDuplicateKeys: number
}

export const defaultReportLimits: ReportLimits = {
  maxBytes: 256 * 2 ** 20,
  maxXmlDepth: 512,
  maxJsonDepth: 1000,
  maxAttributeLength: 1_000_000,
  maxBytesForDuplicateKeys: 16 * 2 ** 20,
}
