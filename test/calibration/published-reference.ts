/** A figure of the published study of this design: 1,000 canaries (200 in one row), another program, other random numbers. */
export interface PublishedFigure {
  /** In percent. */
  readonly rate: number
  /** Seconds, over all canaries; `null` where none is given. */
  readonly median: number | null
}

/** Ours under the names of the study: SEQ, SEQ with a 3 % tolerance, SEQ pod-aware, SEQ without A/A history. */
const columns = [
  'kayenta-each-look',
  'kayenta-5m',
  'kayenta-once',
  'thresholds-1',
  'thresholds-4',
  'z-once',
  'z-peeked',
  'pooled-cs',
  'tolerance-0',
  'default',
  'pod-aware',
  'no-history',
]

/** By scenario, in the order of the columns: percent rolled back, and the median time in seconds where it was a regression. */
const rows: Readonly<Record<string, string>> = {
  'aa-iid': '2.6 | 1.1 | 0.2 | 0.0 | 0.0 | 1.4 | 13.3 | 0.0 | 0.1 | 0.1 | 0.1 | 0.0',
  aa: '9.8 | 6.9 | 2.1 | 0.2 | 0.0 | 35.8 | 69.4 | 37.0 | 0.2 | 0.2 | 0.2 | 0.1',
  'aa-heavy-tail': '10.2 | 6.9 | 1.6 | 12.1 | 0.0 | 34.0 | 69.2 | 36.9 | 0.0 | 0.0 | 0.0 | 0.0',
  'aa-bimodal': '11.0 | 7.8 | 2.8 | 0.4 | 0.0 | 30.9 | 64.4 | 26.3 | 0.2 | 0.2 | 0.2 | 0.1',
  'aa-4rps': '13.1 | 9.3 | 3.1 | 97.1 | 47.0 | 14.4 | 49.2 | 4.1 | 0.3 | 0.3 | 0.3 | 0.0',
  'aa-gauge': '32.6 | 30.4 | 15.3 | 0.3 | 0.0 | 46.0 | 79.6 | 38.5 | 0.6 | 0.6 | 0.6 | 0.0',
  'aa-drift': '10.1 | 6.6 | 2.6 | 3.9 | 0.0 | 100.0 | 100.0 | 100.0 | 0.0 | 0.0 | 0.0 | 0.0',
  'aa-bursty': '9.8 | 7.0 | 1.8 | 13.0 | 0.0 | 46.3 | 83.8 | 54.0 | 0.1 | 0.0 | 0.0 | 0.0',
  'aa-400rps-bursty': '12.5 | 7.0 | 3.0 | 0.0 | 0.0 | 59.5 | 97.0 | 88.5 | 0.2 | 0.0 | 0.0 | 0.0',
  'aa-pod': '23.8 | 20.6 | 14.7 | 0.8 | 0.0 | 42.1 | 68.5 | 43.9 | 20.1 | 3.1 | 0.2 | 13.5',
  'latency-5': '96 870 | 95 1200 | 93 1800 | 1 | 0 | 96 1800 | 100 240 | 99 630 | 100 690 | 18 | 0 | 96 1110',
  'latency-10': '100 300 | 100 300 | 100 1800 | 0 | 0 | 100 1800 | 100 90 | 100 180 | 100 180 | 100 390 | 16 | 100 660',
  'latency-30':
    '100 300 | 100 300 | 100 1800 | 1 | 0 | 100 1800 | 100 30 | 100 30 | 100 30 | 100 60 | 100 60 | 100 240',
  'latency-30-bursty':
    '100 300 | 100 300 | 100 1800 | 15 | 0 | 100 1800 | 100 30 | 100 30 | 100 60 | 100 90 | 100 90 | 100 270',
  'tail-2-x3': '90 1140 | 86 1500 | 83 1800 | 1 | 0 | 68 1800 | 94 630 | 77 1080 | 94 960 | 76 1230 | 28 | 88 1200',
  'tail-1-x10':
    '100 660 | 100 900 | 100 1800 | 1 | 0 | 69 1800 | 92 630 | 77 1050 | 100 390 | 100 420 | 100 510 | 100 600',
  'errors-0.1-0.5':
    '100 1200 | 100 1500 | 100 1800 | 0 | 0 | 100 1800 | 100 150 | 100 330 | 100 720 | 100 720 | 100 720 | 100 855',
  'errors-1-1.5':
    '95 1050 | 92 1200 | 90 1800 | 5 | 0 | 100 1800 | 100 420 | 98 870 | 75 1200 | 75 1200 | 75 1200 | 61 1590',
  'errors-1-2':
    '100 570 | 100 900 | 100 1800 | 18 | 0 | 100 1800 | 100 180 | 100 420 | 100 570 | 100 570 | 100 570 | 100 780',
  'errors-1-5':
    '100 300 | 100 300 | 100 1800 | 100 60 | 100 270 | 100 1800 | 100 30 | 100 60 | 100 90 | 100 90 | 100 90 | 100 210',
  'errors-1-5-bursty':
    '100 360 | 100 600 | 100 1800 | 100 60 | 100 300 | 100 1800 | 100 30 | 100 60 | 100 270 | 100 285 | 100 285 | 100 600',
  'errors-1-10-4rps':
    '100 480 | 100 600 | 100 1800 | 100 30 | 100 150 | 100 1800 | 100 60 | 100 150 | 100 300 | 100 300 | 100 300 | 100 450',
  'gauge-10': '100 300 | 100 300 | 100 1800 | 1 | 0 | 100 1800 | 100 150 | 99 930 | 94 840 | 94 840 | 94 840 | 24',
  'gauge-20':
    '100 300 | 100 300 | 100 1800 | 0 | 0 | 100 1800 | 100 150 | 100 300 | 91 780 | 91 780 | 91 780 | 100 870',
}

/** Percent rolled back after 30 minutes, 1, 3 and 8 hours, looking on and on at a healthy canary. */
const unlimited: Readonly<Record<string, readonly number[]>> = {
  'tolerance-0': [0.2, 0.2, 0.2, 0.3],
  'z-peeked': [26.5, 32.9, 43.1, 49.3],
  'kayenta-sliding-30m': [3.9, 13.7, 44.1, 81.6],
  'kayenta-hourly': [0, 3.1, 9.9, 26.4],
}

const metricNames = ['latency', 'errors', 'p99', 'gauge']

/** What the study says of promotion at tolerance 0: percent, and the median time where one is given. */
const promotions: Readonly<Record<string, PublishedPromotion>> = {
  aa: promotion(95.3, 855, 0.3, 4.5, '100 90 | 96.2 795 | 100 330 | 99.3 450'),
  'aa-400rps': promotion(98.3, 360, 0, 1.7, '100 30 | 100 150 | 100 60 | 98.3 375'),
  'aa-bursty': promotion(35.8, 1140, 0.2, 64, '100 180 | 35.8 | 100 330 | 99.7 420'),
  'latency-10': promotion(0, null, 100, 0, '1.7 | 97.8 810 | 59.5 1230 | 99.2 450'),
  'latency-3': promotion(65.7, 840, 75.7, 1, '100 210 | 96.5 810 | 99.8 450 | 99.2 450'),
  'errors-1-1.5': promotion(0.7, 945, 72.2, 27.2, '100 90 | 0.7 | 100 330 | 98.8 450'),
  'errors-1-1.2': promotion(46.5, 1080, 3.7, 49.8, '100 90 | 47.2 | 100 330 | 99.5 420'),
  'latency-30': promotion(0, null, 100, 0, '0 | 96.7 840 | 0 | 99.2 450'),
  'errors-1-5': promotion(0, null, 100, 0, '100 120 | 0 | 100 330 | 99.5 450'),
  'latency-20-better': promotion(96.5, 870, 0, 3.5, '100 30 | 97.3 810 | 100 120 | 99.2 420'),
}

/** A row of the study's promotion table. Its medians are of the canaries that were promoted, not of all. */
export interface PublishedPromotion {
  readonly promoted: PublishedFigure
  readonly rolledBack: number
  readonly inconclusive: number
  /** Each metric alone. */
  readonly metrics: Readonly<Record<string, PublishedFigure>>
}

/** The study's figure of a cell; `undefined` where it has none. */
export function publishedFigure(scenario: string, configuration: string): PublishedFigure | undefined {
  const figures = Object.hasOwn(rows, scenario) ? rows[scenario]?.split(' | ') : undefined
  const figure = figures?.[columns.indexOf(configuration)]
  return figure === undefined ? undefined : readFigure(figure)
}

/** The study's percentages of looking on; `undefined` where it has none. */
export function publishedUnlimited(configuration: string): readonly number[] | undefined {
  return Object.hasOwn(unlimited, configuration) ? unlimited[configuration] : undefined
}

/** The study's row of promotion at tolerance 0; `undefined` where it has none. */
export function publishedPromotion(scenario: string): PublishedPromotion | undefined {
  return Object.hasOwn(promotions, scenario) ? promotions[scenario] : undefined
}

function promotion(
  promoted: number,
  median: number | null,
  rolledBack: number,
  inconclusive: number,
  metrics: string,
): PublishedPromotion {
  const figures = metrics.split(' | ')
  return {
    promoted: { rate: promoted, median },
    rolledBack,
    inconclusive,
    metrics: Object.fromEntries(metricNames.map((name, place) => [name, readFigure(figures[place] ?? '')])),
  }
}

function readFigure(figure: string): PublishedFigure {
  const [rate, median] = figure.split(' ')
  return { rate: Number(rate), median: median === undefined ? null : Number(median) }
}
