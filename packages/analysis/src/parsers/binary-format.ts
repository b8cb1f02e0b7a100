/** Beginnings of files that are no text, with what to call them. */
const beginnings: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive: hand over the report inside it'],
  [[0x50, 0x4b, 0x05, 0x06], 'a zip archive: hand over the report inside it'],
  [[0x1f, 0x8b], 'data compressed with gzip'],
  [[0x42, 0x5a, 0x68], 'data compressed with bzip2'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], 'data compressed with xz'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'data compressed with Zstandard'],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 'a 7z archive'],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'a PDF document'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program'],
  [[0x01, 0xc0, 0xc0], "JaCoCo's execution data: hand over the XML report made of it"],
  [
    [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74, 0x20, 0x33, 0x00],
    "a SQLite database (coverage.py's data: hand over the XML or lcov report made of it)",
  ],
]

/**
 * What a file is that is no text, by how it begins; `null` for anything else.
 *
 * @example
 * ```ts
 * binaryFormat(Uint8Array.of(0x1f, 0x8b, 8, 0)) // 'data compressed with gzip'
 * ```
 */
export function binaryFormat(bytes: Uint8Array): string | null {
  for (const [beginning, name] of beginnings) if (beginning.every((byte, at) => bytes[at] === byte)) return name
  return null
}
