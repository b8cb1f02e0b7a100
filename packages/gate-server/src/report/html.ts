/** Text that is safe inside HTML: made by `html` or `raw` only. */
export interface Html {
  readonly html: string
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Escapes text for HTML content and quoted attributes; control characters that no page shows are dropped. */
function escapeHtml(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, '').replace(/[&<>"']/g, (found) => entities[found] ?? '')
}

/** A value that may stand in an `html` template. */
export type HtmlValue = Html | string | number | null | readonly HtmlValue[]

/**
 * Template tag: literal parts are markup, values are escaped unless they are `Html`. Lists are joined, `null` is nothing.
 *
 * @example
 * ```ts
 * html`<p title="${'"'}">${['<b>', html`<i>x</i>`]}</p>`.html // '<p title="&quot;">&lt;b&gt;<i>x</i></p>'
 * ```
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { html: parts.reduce((text, part, index) => text + render(values[index - 1] ?? null) + part) }
}

function render(value: HtmlValue): string {
  if (value === null) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return escapeHtml(String(value))
  if ('html' in value) return value.html
  return value.map(render).join('')
}
