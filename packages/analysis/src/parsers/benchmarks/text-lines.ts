/** Colours and other sequences that a terminal acts on. */
// oxlint-disable-next-line no-control-regex
const escapes = /\u001b\[[0-9;?]*[A-Za-z]/g

/** The lines of what a tool printed, without colours; a line that it wrote over (`\r`) is one of its own. */
export function textLines(text: string): readonly string[] {
  return text.replace(escapes, '').split(/\r\n|\n|\r/)
}
