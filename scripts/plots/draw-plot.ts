import { html, type Html } from '../../packages/gate-server/src/report/html.ts'
import type { Plot, PlotAxis, PlotMark, PlotPanel, PlotPoint } from './plot.ts'

const size = { width: 720, height: 360, top: 74, bottom: 46, left: 66, right: 14, between: 84 }

// A background of its own: the page around it may be light where the reader's system is dark.
const style = `
svg { background: #fff; font: 12px system-ui, sans-serif; }
text { fill: #1f2328; } .title { font-size: 15px; font-weight: 600; } .label { fill: #59636e; }
.grid { stroke: #d1d9e0; } .span { fill: #818b981f; } .level { stroke: #1f2328; stroke-dasharray: 7 4; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; } .halo { stroke: #fff; stroke-width: 4px; paint-order: stroke; }
.first { stroke: #0969da; } .second { stroke: #bc4c00; stroke-dasharray: 6 3; } .third { stroke: #1a7f37; stroke-dasharray: 2 3; }
.limit { stroke: #1f2328; } .dot { stroke: none; } .band { stroke: none; opacity: 0.2; }
.fill-first { fill: #0969da; } .fill-second { fill: #bc4c00; } .fill-third { fill: #1a7f37; } .fill-limit { fill: #1f2328; }
@media (prefers-color-scheme: dark) {
svg { background: #0d1117; } text, .fill-limit { fill: #f0f6fc; } .label { fill: #9198a1; } .grid { stroke: #3d444d; }
.level, .limit { stroke: #f0f6fc; } .halo { stroke: #0d1117; }
.first { stroke: #4493f8; } .second { stroke: #f0883e; } .third { stroke: #3fb950; }
.fill-first { fill: #4493f8; } .fill-second { fill: #f0883e; } .fill-third { fill: #3fb950; }
}`

type Scale = (value: number) => number

interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The picture as the text of an SVG file: no script, nothing from elsewhere, the same text for the same picture. */
export function drawPlot(plot: Plot): string {
  const { name, title, description, panels } = plot
  const width = (size.width - size.left - size.right - size.between * (panels.length - 1)) / panels.length
  const drawn = panels.map((panel, at) => {
    const left = size.left + at * (width + size.between)
    const frame = { left, right: left + width, top: size.top, bottom: size.height - size.bottom }
    return drawPanel(panel, frame, `${name}-${at}`)
  })
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${size.width} ${size.height}"
    role="img"
    aria-labelledby="${name}-title ${name}-desc"
  >
    <title id="${name}-title">${title}</title>
    <desc id="${name}-desc">${description}</desc>
    <style>
      ${{ html: style }}
    </style>
    <text class="title" x="${size.left}" y="20">${title}</text>
    ${legend(plot)}${drawn}
  </svg> `.html
}

/** About what a letter of the legend takes. */
const letterWidth = 6.3

function legend({ legend: entries }: Plot): readonly Html[] {
  let x = size.left
  return entries.map(({ tone, text }) => {
    const from = x
    x += 44 + text.length * letterWidth
    return html`<path class="line ${tone}" d="M${round(from)} 38h22" /><text x="${round(from + 28)}" y="42"
        >${text}</text
      > `
  })
}

function drawPanel({ heading, x, y, marks }: PlotPanel, frame: Frame, id: string): Html {
  const { left, right, top, bottom } = frame
  const across = scale(x, left, right)
  const up = scale(y, bottom, top)
  const behind = marks.filter(({ kind }) => kind === 'span')
  const before = marks.filter(({ kind }) => kind !== 'span')
  const middle = round((left + right) / 2)
  return html`<clipPath id="${id}"
      ><rect x="${round(left)}" y="${top}" width="${round(right - left)}" height="${bottom - top}"
    /></clipPath>
    ${behind.map((mark) => drawMark(mark, across, up, frame))}${
      heading === null ? null : html`<text x="${round(left)}" y="${top - 8}">${heading}</text> `
    }${y.ticks.map(
      ({ value, text }) =>
        html`<path class="grid" d="M${round(left)} ${round(up(value))}H${round(right)}" /><text
            class="label"
            x="${round(left - 6)}"
            y="${round(up(value) + 4)}"
            text-anchor="end"
            >${text}</text
          > `,
    )}${x.ticks.map(
      ({ value, text }) =>
        html`<text class="label" x="${round(across(value))}" y="${bottom + 17}" text-anchor="middle">${text}</text> `,
    )}<text class="label" x="${middle}" y="${bottom + 36}" text-anchor="middle">${x.label}</text>
    <text
      class="label"
      transform="translate(${round(left - 50)} ${round((top + bottom) / 2)}) rotate(-90)"
      text-anchor="middle"
      >${y.label}</text
    >
    <g clip-path="url(#${id})">
      ${before.filter(({ kind }) => kind !== 'note').map((mark) => drawMark(mark, across, up, frame))}</g
    >
    ${before.filter(({ kind }) => kind === 'note').map((mark) => drawMark(mark, across, up, frame))}`
}

function scale({ from, to }: PlotAxis, start: number, end: number): Scale {
  return (value) => start + ((value - from) / (to - from)) * (end - start)
}

function drawMark(mark: PlotMark, across: Scale, up: Scale, { left, right, top, bottom }: Frame): Html {
  const place = ({ x, y }: PlotPoint): string => `${round(across(x))} ${round(up(y))}`
  switch (mark.kind) {
    case 'line':
      return html`<path class="line ${mark.tone}" d="M${mark.points.map(place).join('L')}" /> `
    case 'band': {
      const upper = mark.points.map(({ x, upper: y }) => place({ x, y }))
      const lower = mark.points.map(({ x, lower: y }) => place({ x, y })).reverse()
      return html`<path class="band fill-${mark.tone}" d="M${[...upper, ...lower].join('L')}Z" /> `
    }
    case 'dots':
      return html`<path
        class="dot fill-${mark.tone}"
        d="${mark.points.map((point) => `M${place(point)}m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0`).join('')}"
      /> `
    case 'level':
      return html`<path class="line level" d="M${round(left)} ${round(up(mark.y))}H${round(right)}" />${
          mark.text === null
            ? null
            : html`<text class="halo" x="${round(right - 6)}" y="${round(up(mark.y) - 7)}" text-anchor="end"
                >${mark.text}</text
              >`
        } `
    case 'note': {
      const shift = mark.side === 'right' ? 9 : -9
      const x = round(across(mark.at.x))
      const y = round(Math.min(bottom, Math.max(top, up(mark.at.y))))
      return html`<circle class="dot fill-${mark.tone}" cx="${x}" cy="${y}" r="4.5" /><text
          class="halo"
          x="${round(x + shift)}"
          y="${round(y - 9)}"
          text-anchor="${mark.side === 'right' ? 'start' : 'end'}"
          >${mark.text}</text
        > `
    }
    case 'span': {
      const start = round(across(mark.from))
      return html`${
          mark.isShaded
            ? html`<rect
                class="span"
                x="${start}"
                y="${top}"
                width="${round(across(mark.to) - across(mark.from))}"
                height="${bottom - top}"
              />`
            : null
        }<text class="label" x="${start + 4}" y="${top - 8}">${mark.text}</text> `
    }
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
