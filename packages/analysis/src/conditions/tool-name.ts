/**
 * True where a tool's name begins with the words asked for, without regard to case and punctuation: `semgrep` asks for
 * `Semgrep OSS`, and not for `semgreplike`.
 */
export function isFromTool(tool: string, asked: string): boolean {
  const [have, want] = [wordsOf(tool), wordsOf(asked)]
  return want.length > 0 && want.every((word, index) => have[index] === word)
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}
