import type { Configuration } from './configurations.ts'
import {
  publishedFigure,
  publishedPromotion,
  publishedUnlimited,
  type PublishedFigure,
  type PublishedPromotion,
} from './published-reference.ts'
import { rolledBackBy, score, type Score, type TimedShare } from './score.ts'
import type { Cell } from './run-cells.ts'
import { promotionScenarios, type Scenario } from './scenarios.ts'

/** Hours into the long scenario at which its table reads the rate. */
const checkpoints = [0.5, 1, 3, 8]

/** The Markdown tables of a run: rollbacks, promotions, and looking on and on. Tables without a row are left out. */
export function calibrationTables(cells: readonly Cell[], lookSeconds: number): readonly string[] {
  // The study's figures are for looks of 30 s.
  const published = lookSeconds === 30
  const scored = cells.map((cell) => ({ ...cell, score: score(cell.outcomes) }))
  return [
    section('Rolled back', rollbackTable(scored, published)),
    section('Looking on and on at a healthy canary', unlimitedTable(cells, published)),
    section('Promoted', promotionTable(scored, published)),
  ].flat()
}

interface ScoredCell extends Cell {
  readonly score: Score
}

function rollbackTable(cells: readonly ScoredCell[], published: boolean): readonly (readonly string[])[] {
  const short = cells.filter(({ scenario }) => !isLong(scenario))
  const columns = distinct(short.map(({ configuration }) => configuration))
  const rows = distinct(short.map(({ scenario }) => scenario)).map((scenario) => [
    scenario.title,
    ...columns.map((configuration) => {
      const cell = short.find((known) => known.scenario === scenario && known.configuration === configuration)
      if (cell === undefined) return ''
      const figure = published ? publishedFigure(scenario.id, configuration.name) : undefined
      return `${rollbackCell(scenario, cell.score.rollback)}${bracketed(figure)}`
    }),
  ])
  return rows.length === 0 ? [] : [['scenario', ...columns.map(({ name }) => name)], ...rows]
}

/** A false alarm with its standard error; power with the median time. */
function rollbackCell({ truth }: Scenario, { rate, standardError, median }: TimedShare): string {
  if (truth !== 'regression') return `${percent(rate)} ±${(100 * standardError).toFixed(1)}`
  return Number.isFinite(median) ? `${percent(rate)} ${seconds(median)}` : percent(rate)
}

function unlimitedTable(cells: readonly Cell[], published: boolean): readonly (readonly string[])[] {
  const rows = cells
    .filter(({ scenario }) => isLong(scenario))
    .map(({ configuration, outcomes }) => {
      const figures = published ? publishedUnlimited(configuration.name) : undefined
      return [
        configuration.name,
        ...checkpoints.map((hours, place) => {
          const figure = figures?.[place]
          const rate = percent(rolledBackBy(outcomes, 3600 * hours))
          return `${rate}${bracketed(figure === undefined ? undefined : { rate: figure, median: null })}`
        }),
      ]
    })
  return rows.length === 0 ? [] : [['configuration', ...checkpoints.map((hours) => `${hours} h`)], ...rows]
}

function promotionTable(cells: readonly ScoredCell[], published: boolean): readonly (readonly string[])[] {
  const judged = cells.filter(({ configuration }) => configuration.kind === 'ours')
  const metrics = [...new Set(judged.flatMap(({ score: { metrics: known } }) => Object.keys(known)))]
  const rows = promotionScenarios.flatMap((id) =>
    judged
      .filter(({ scenario }) => scenario.id === id)
      .map(({ scenario, configuration, score: { promote, rollback, inconclusive, metrics: alone } }) => {
        const study = published && configuration.name === 'tolerance-0' ? publishedPromotion(id) : undefined
        return [
          scenario.title,
          configuration.name,
          `${timed(promote)}${bracketed(study?.promoted)}`,
          `${percent(rollback.rate)}${bracketed(rateOnly(study?.rolledBack))}`,
          `${percent(inconclusive)}${bracketed(rateOnly(study?.inconclusive))}`,
          ...metrics.map((name) => {
            const shown = alone[name]
            return shown === undefined ? '' : `${timed(shown)}${studyOf(name, study)}`
          }),
        ]
      }),
  )
  if (rows.length === 0) return []
  return [['truth', 'configuration', 'promoted', 'rolled back', 'inconclusive', ...metrics], ...rows]
}

function section(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [`## ${title}\n\n${markdownTable(rows)}`]
}

/** Padded as the formatter pads it. The first row is the head. */
function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = widths.map((width) => '-'.repeat(width))
  return [rows[0] ?? [], rule, ...rows.slice(1)].map((row) => line(row)).join('\n')
}

function timed({ rate, median }: TimedShare): string {
  return Number.isFinite(median) ? `${percent(rate)} ${seconds(median)}` : percent(rate)
}

function bracketed(figure: PublishedFigure | undefined): string {
  if (figure === undefined) return ''
  return figure.median === null ? ` [${figure.rate}%]` : ` [${figure.rate}% ${seconds(figure.median)}]`
}

/** Our latency is not inferior where its mean and its tail are not; the study shows the two apart. */
function studyOf(metric: string, study: PublishedPromotion | undefined): string {
  const alone = bracketed(study?.metrics[metric])
  return metric === 'latency' ? `${alone}${bracketed(study?.metrics['p99']).replace('[', '[p99 ')}` : alone
}

function rateOnly(rate: number | undefined): PublishedFigure | undefined {
  return rate === undefined ? undefined : { rate, median: null }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}

function seconds(time: number): string {
  return `${Math.round(time)}s`
}

function isLong({ stages }: Scenario): boolean {
  return stages.reduce((sum, stage) => sum + stage.seconds, 0) > 3600
}

function distinct<Value extends Scenario | Configuration>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)]
}
