/**
 * Text from outside, fit for a terminal and a build log: no escape sequences, no control characters, one line, and
 * nothing that a build service takes for a command (`##[…]` anywhere in a line, `::…::` at its start).
 */
export function plainText(text: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
  return clean.replaceAll('##[', '## [').replace(/^\s*::/, '  :')
}

/**
 * Text from outside, fit for Markdown on GitHub and elsewhere: nothing in it is markup, a link, a mention, a comment or
 * a workflow command.
 */
export function markdownText(text: string): string {
  return plainText(text)
    .replace(/[\\`*_{}[\]()#+!|~>]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '@\u200b')
    .replaceAll('::', ':\u200b:')
    .replace(/(https?):\/\//g, '$1:\u200b//')
}
