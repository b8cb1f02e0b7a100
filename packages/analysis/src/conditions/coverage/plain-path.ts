/** A path for comparing: `/` between its parts, without `.` and empty parts, `..` resolved as far as it can be. */
export function plainPath(path: string): string {
  const parts: string[] = []
  for (const part of path.trim().replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return (isAbsolute(path) && !/^[A-Za-z]:/.test(path.trim()) ? '/' : '') + parts.join('/')
}

/** True for `/x`, `\x` and `C:\x`. */
export function isAbsolute(path: string): boolean {
  return /^\s*(?:[\\/]|[A-Za-z]:[\\/])/.test(path)
}
