import { gunzipSync } from 'node:zlib'
import { AnalysisError } from '@kosmos/analysis'

/**
 * The bytes of a report that came compressed with gzip, known by its first two bytes; others as they are. Inflated once:
 * what is compressed twice is no report.
 *
 * @param maxBytes - most bytes that it may inflate to. Nothing beyond is made.
 * @throws AnalysisError `report-over-limit`, and `report-malformed` where the data is broken or breaks off.
 */
export function inflateReport(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, maxBytes) })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new AnalysisError('report-over-limit', `Expected a report of at most ${maxBytes} bytes, got more in gzip`, {
        limit: 'bytes',
        allowed: maxBytes,
        received: maxBytes + 1,
      })
    }
    throw new AnalysisError('report-malformed', 'Expected whole data of gzip, got data that is broken or breaks off', {
      format: null,
      line: null,
      column: null,
      expected: 'whole data of gzip',
      received: 'data that is broken or breaks off',
    })
  }
}
