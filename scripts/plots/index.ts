import { drawPlot } from './draw-plot.ts'
import { evidencePlot } from './evidence-plot.ts'
import { falseRollbackPlot } from './false-rollback-plot.ts'
import { rampPlot } from './ramp-plot.ts'
import { ratioPlot } from './ratio-plot.ts'

export { workedExample } from './worked-example.ts'

/** The pictures of `docs/methods/plots`, by the names of their files. */
export function drawPlots(given: { readonly canaries: number }): ReadonlyMap<string, string> {
  const plots = [evidencePlot(), falseRollbackPlot(given.canaries), ratioPlot(), rampPlot()]
  return new Map(plots.map((plot) => [`${plot.name}.svg`, drawPlot(plot)]))
}
