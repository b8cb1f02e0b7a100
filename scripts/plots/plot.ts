/** One place of a line. */
export interface PlotPoint {
  readonly x: number
  readonly y: number
}

/** Colours of lines: each has a dash of its own too, so that they are told apart without colour. */
export type PlotTone = 'first' | 'second' | 'third' | 'limit'

export type PlotMark =
  | { readonly kind: 'line'; readonly tone: PlotTone; readonly points: readonly PlotPoint[] }
  | {
      readonly kind: 'band'
      readonly tone: PlotTone
      readonly points: readonly { readonly x: number; readonly lower: number; readonly upper: number }[]
    }
  | { readonly kind: 'dots'; readonly tone: PlotTone; readonly points: readonly PlotPoint[] }
  /** A straight line across, with words on it where there are any. */
  | { readonly kind: 'level'; readonly y: number; readonly text: string | null }
  /** Words at a place, with a dot. */
  | {
      readonly kind: 'note'
      readonly tone: PlotTone
      readonly at: PlotPoint
      readonly text: string
      readonly side: 'left' | 'right'
    }
  /** A span of x behind the lines, with words above it. */
  | {
      readonly kind: 'span'
      readonly from: number
      readonly to: number
      readonly text: string
      readonly isShaded: boolean
    }

export interface PlotAxis {
  readonly from: number
  readonly to: number
  readonly label: string
  readonly ticks: readonly { readonly value: number; readonly text: string }[]
}

export interface PlotPanel {
  readonly heading: string | null
  readonly x: PlotAxis
  readonly y: PlotAxis
  /** Drawn in this order. */
  readonly marks: readonly PlotMark[]
}

/** A picture: panels side by side under one title and one legend. */
export interface Plot {
  /** Of the file, and of the ids within it. */
  readonly name: string
  readonly title: string
  /** For those who do not see it: what it shows, with the numbers. */
  readonly description: string
  readonly legend: readonly { readonly tone: PlotTone; readonly text: string }[]
  readonly panels: readonly PlotPanel[]
}
