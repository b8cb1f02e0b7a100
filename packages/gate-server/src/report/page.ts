import { html, type Html } from './html.ts'

const style = `
:root { color-scheme: light dark; --ink: #1a1c20; --paper: #fff; --soft: #f2f4f7; --line: #d5d9e0; --muted: #5b6472;
  --good: #17663a; --bad: #a3122a; --open: #7a5200; --control: #3b6fb6; --experiment: #c2560c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --paper: #15171b; --soft: #1f2329; --line: #3a404a; --muted: #a0a9b8;
  --good: #6fd39b; --bad: #ff8d9c; --open: #f0c063; --control: #86b3f0; --experiment: #ff9f5a; } }
* { box-sizing: border-box }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; padding: 1.5rem; max-width: 76rem }
h1 { font-size: 1.4rem; line-height: 1.35; margin: .5rem 0 1rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
.muted { color: var(--muted); font-size: .85em } code { overflow-wrap: anywhere }
.word { display: inline-block; padding: .1rem .7rem; border: 2px solid; border-radius: 999px; font-weight: 700 }
.promote, .pass { color: var(--good) } .rollback, .fail { color: var(--bad) } .hold, .running, .warn, .inconclusive, .error { color: var(--open) }
.outcome { font-weight: 600; white-space: nowrap }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0 } dt { color: var(--muted) } dd { margin: 0; overflow-wrap: anywhere }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line) } thead th { background: var(--soft) } td p { margin: 0 0 .3rem }
figure { margin: 0 0 1.5rem; max-width: 60rem } figcaption { font-weight: 600 } svg { width: 100%; height: auto; display: block }
svg text { font: 11px system-ui, sans-serif; fill: var(--muted) } .grid { stroke: var(--line) } .band0 { fill: var(--soft) } .band1 { fill: none; stroke: var(--line); stroke-dasharray: 3 3 }
path { fill: none; stroke-width: 1.8 } path.control { stroke: var(--control) } path.experiment { stroke: var(--experiment) }
circle.control { fill: var(--paper); stroke: var(--control) } rect.experiment { fill: var(--experiment) } .legend { margin: .2rem 0 } span.control { color: var(--control) } span.experiment { color: var(--experiment) }
@media print { body { max-width: none; padding: 0 } }
`

/** A whole page that needs nothing from anywhere: style inside, no script, no network. */
export function page(given: {
  readonly title: string
  /** Seconds after which the browser asks again; `null` for a page that stays as it is. */
  readonly refresh: number | null
  readonly body: Html
}): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${given.refresh === null ? null : html`<meta http-equiv="refresh" content="${given.refresh}" />`}
        <title>${given.title}</title>
        <style>
          ${{ html: style }}
        </style>
      </head>
      <body>
        ${given.body}
      </body>
    </html> `.html
}
