/**
 * A path that a report names, as it is compared with a pattern: `/` between its parts, percent-escapes decoded once, without
 * `file://` and without empty and `.` parts, `..` resolved. An escape that stands for no character stays as it is.
 *
 * `null` where `..` leads out of the directory (or the drive) it starts in: nobody can say which file that is, so that no
 * pattern may permit it or leave it out.
 *
 * @example
 * ```ts
 * plainPath('.\\src\\gen/../a%20b.ts') // 'src/a b.ts'
 * plainPath('test%2F..%2F../secret.ts') // null
 * ```
 */
export function plainPath(path: string): string | null {
  const text = path
    .replace(/(?:%[\da-f]{2})+/gi, decoded)
    .replaceAll('\\', '/')
    .replace(/^file:\/\/(?:localhost(?=\/))?/i, '')
  const drive = /^\/?[A-Za-z]:(?=\/)/.exec(text)?.[0] ?? ''
  const rest = text.slice(drive.length)
  const parts: string[] = []
  for (const part of rest.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return `${drive}${rest.startsWith('/') ? '/' : ''}${parts.join('/')}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
