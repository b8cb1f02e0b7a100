/** What a report may cost. Sizes in bytes of the input. */
export interface ReportLimits {
  readonly maxBytes: number
  /** Levels of elements in XML. */
  readonly maxXmlDepth: number
  /** Levels of lists and objects in JSON. */
  readonly maxJsonDepth: number
  /** Longest attribute of an XML element, in characters. */
  readonly maxAttributeLength: number
  /** Most elements of XML, values of JSON and lines of text. */
  readonly maxItems: number
  /** Reports larger than this are not searched for keys that stand twice in one object. */
  readonly maxBytesForDuplicateKeys: number
}

export const defaultReportLimits: ReportLimits = {
  maxBytes: 256 * 2 ** 20,
  maxXmlDepth: 512,
  maxJsonDepth: 1000,
  maxAttributeLength: 1_000_000,
  maxItems: 20_000_000,
  maxBytesForDuplicateKeys: 16 * 2 ** 20,
}
