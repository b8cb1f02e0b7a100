import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { ChartModel, ChartPoint } from './chart-model.ts'
import { html, type Html } from './html.ts'
import { valueText } from './number-text.ts'
import { clockText } from './time-text.ts'

const size = { width: 720, height: 220, left: 64, right: 12, top: 26, bottom: 28 }

/** A metric's canary and baseline as lines over time, with a band per stage; gaps stay gaps. Plain SVG, no script. */
export function metricChart(model: ChartModel): Html {
  const values = model.points.flatMap((point) => [point.control, point.experiment]).filter((value) => value !== null)
  const first = model.bands[0]
  const last = model.bands.at(-1)
  if (values.length === 0 || first === undefined || last === undefined) {
    return html`<p class="muted">${model.title}: nothing could be measured.</p>`
  }
  const x = scaleLinear([first.start, last.end], [size.left, size.width - size.right])
  const top = values.reduce((most, value) => Math.max(most, value), 0)
  const y = scaleLinear([0, top > 0 ? top : 1], [size.height - size.bottom, size.top]).nice(4)
  const unit = model.unit === 'value' ? '' : model.unit
  const describe = `${model.title}, canary against baseline from ${clockText(first.start)} to ${clockText(last.end)} UTC`
  return html`<figure>
    <figcaption>${model.title}</figcaption>
    <svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${describe}">
      ${model.bands.map(
        (band, index) =>
          html`<rect
              class="band${index % 2}"
              x="${round(x(band.start))}"
              y="${size.top}"
              width="${round(x(band.end) - x(band.start))}"
              height="${size.height - size.top - size.bottom}"
            />
            <text x="${round(x(band.start)) + 4}" y="${size.top - 6}">${Math.round(band.traffic * 100)} %</text>`,
      )}
      ${y
        .ticks(4)
        .map(
          (tick) =>
            html`<line
                class="grid"
                x1="${size.left}"
                x2="${size.width - size.right}"
                y1="${round(y(tick))}"
                y2="${round(y(tick))}"
              />
              <text x="${size.left - 6}" y="${round(y(tick)) + 4}" text-anchor="end">${valueText(tick, unit)}</text>`,
        )}
      ${x
        .ticks(5)
        .map(
          (tick) =>
            html`<text x="${round(x(tick))}" y="${size.height - 8}" text-anchor="middle">${clockText(tick)}</text>`,
        )}
      <path class="control" d="${path(model.points, (point) => point.control, x, y)}" />
      <path class="experiment" d="${path(model.points, (point) => point.experiment, x, y)}" />
      ${dots(model.points, 'control', x, y)} ${dots(model.points, 'experiment', x, y)}
    </svg>
    <p class="legend"><span class="control">○ baseline</span> <span class="experiment">■ canary</span></p>
  </figure>`
}

type Scale = (value: number) => number

function path(points: readonly ChartPoint[], side: (point: ChartPoint) => number | null, x: Scale, y: Scale): string {
  const draw = line<ChartPoint>()
    .defined((point) => side(point) !== null)
    .x((point) => round(x(point.at)))
    .y((point) => round(y(side(point) ?? 0)))
  return draw([...points]) ?? ''
}

/** Shapes as well as colours, so that the sides are told apart without colour; a lone point between gaps is seen. */
function dots(points: readonly ChartPoint[], side: 'control' | 'experiment', x: Scale, y: Scale): readonly Html[] {
  return points.flatMap((point) => {
    const value = point[side]
    if (value === null) return []
    const [cx, cy] = [round(x(point.at)), round(y(value))]
    return side === 'control'
      ? [html`<circle class="control" cx="${cx}" cy="${cy}" r="2.5" />`]
      : [html`<rect class="experiment" x="${cx - 2}" y="${cy - 2}" width="4" height="4" />`]
  })
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
