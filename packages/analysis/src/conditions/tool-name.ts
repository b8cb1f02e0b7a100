/**
 * True where a tool's name begins with the words asked for, without regard to case and punctuation: `semgrep` asks for
 * `Semgrep OSS`, and not for `semgreplike`.
 */
export function isFromTool(tool: string, asked: string): boolean {
  const words = (text: string): readonly string[] =>
    text
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word !== '')
  const [have, want] = [words(tool), words(asked)]
  return want.length > 0 && want.every((word, index) => have[index] === word)
}
