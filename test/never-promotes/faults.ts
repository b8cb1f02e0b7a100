import {
  missingReasons,
  type Look,
  type Measured,
  type MetricEvidence,
  type MissingReason,
  type QualityFact,
} from '@kosmos/analysis/evidence'
import * as fc from 'fast-check'
import { healthFaults, histogramFaults, numberFaults, proportionFaults } from './value-faults.ts'

/** Which looks of the judged stage are spoilt: the newest so many, or more than one in twenty of the run before the newest. */
export type Place = { readonly kind: 'newest'; readonly looks: number } | { readonly kind: 'scattered' }

/** A way to spoil the evidence of one metric. */
export type Fault =
  | {
      readonly kind: 'value'
      readonly side: 'control' | 'experiment' | 'both'
      readonly place: Place
      /** Counts through the ways to spoil a value of the metric's kind, whatever their number. */
      readonly way: number
    }
  | {
      readonly kind: 'missing'
      readonly side: 'control' | 'experiment' | 'both'
      readonly place: Place
      readonly reason: MissingReason
    }
  | { readonly kind: 'no-baseline'; readonly place: Place }
  | { readonly kind: 'dropped'; readonly place: Place }
  | { readonly kind: 'quality'; readonly code: QualityFact['code'] }
  | { readonly kind: 'whole'; readonly way: keyof typeof wholeFaults }

const place: fc.Arbitrary<Place> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('newest' as const), looks: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'scattered' as const }) },
)
const side = fc.constantFrom('control' as const, 'experiment' as const, 'both' as const)

/** Every fault; those that a value of a kind can have in so many ways most often. */
export const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('value' as const), side, place, way: fc.nat(10_000) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('missing' as const),
      side,
      place,
      reason: fc.constantFrom(...missingReasons),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('no-baseline' as const), place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dropped' as const), place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('quality' as const),
      code: fc.constantFrom<QualityFact['code']>(
        'source-error',
        'source-warning',
        'stale',
        'partial',
        'window-not-covered',
        'target-down',
        'clock-skew',
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...wholeFaultNames()).map((way) => ({ kind: 'whole' as const, way })),
  },
)

/**
 * Whether anyone could tell. What only says that other metrics are ahead needs another metric; a baseline cannot leave where
 * there is none.
 */
export function canBeTold(fault: Fault, metrics: number, hasBaseline: boolean): boolean {
  if (fault.kind === 'no-baseline') return hasBaseline
  if (fault.kind === 'dropped') return metrics > 1
  return fault.kind !== 'whole' || fault.way !== 'has a newest look of another time' || metrics > 1
}

/** A fault in words. */
export function faultName(fault: Fault, kind: MetricEvidence['kind']): string {
  switch (fault.kind) {
    case 'value':
      return `${kind}: ${valueFault(kind, fault)}, ${fault.side}, ${placeName(fault.place)}`
    case 'missing':
      return `missing (${fault.reason}), ${fault.side}, ${placeName(fault.place)}`
    case 'no-baseline':
    case 'dropped':
      return `${fault.kind}, ${placeName(fault.place)}`
    case 'quality':
      return `quality ${fault.code}`
    case 'whole':
      return fault.way
  }
}

function placeName(at: Place): string {
  return at.kind === 'newest' ? `newest ${at.looks}` : 'scattered'
}

const faultsOfKind = {
  proportion: Object.keys(proportionFaults),
  distribution: Object.keys(histogramFaults),
  gauge: Object.keys(numberFaults),
  health: Object.keys(healthFaults),
} as const

/** A canary that failed and is healthy again was measured: how long it may fail is a guard's rule, not a fault. */
function valueFault(kind: MetricEvidence['kind'], { way, place: { kind: where } }: ValueFault): string {
  const names = kind === 'health' && where === 'scattered' ? faultsOfKind.gauge : faultsOfKind[kind]
  return names[way % names.length] ?? ''
}

/**
 * The evidence of a run with one metric spoilt.
 *
 * @param spoilt - numbers of the looks that a fault in looks concerns.
 */
export function withFault(
  evidence: readonly MetricEvidence[],
  metric: string,
  fault: Fault,
  spoilt: ReadonlySet<number>,
): readonly MetricEvidence[] {
  return evidence.flatMap((of) => {
    if (of.metric !== metric) return [of]
    if (fault.kind === 'quality') return [{ ...of, quality: [{ code: fault.code, detail: 'the source said so' }] }]
    if (fault.kind === 'whole') return wholeFaults[fault.way](of)
    return [inLooks(of, fault, spoilt)]
  })
}

type ValueFault = Extract<Fault, { kind: 'value' }>
type LookFault = Extract<Fault, { kind: 'value' | 'missing' | 'no-baseline' | 'dropped' }>

function inLooks(of: MetricEvidence, fault: LookFault, spoilt: ReadonlySet<number>): MetricEvidence {
  const name = fault.kind === 'value' ? valueFault(of.kind, fault) : ''
  switch (of.kind) {
    case 'proportion':
      return { ...of, looks: spoiltLooks(of.looks, fault, spoilt, proportionFaults[name]) }
    case 'distribution':
      return { ...of, looks: spoiltLooks(of.looks, fault, spoilt, histogramFaults[name]) }
    case 'gauge':
      return { ...of, looks: spoiltLooks(of.looks, fault, spoilt, numberFaults[name]) }
    case 'health':
      return { ...of, looks: spoiltLooks(of.looks, fault, spoilt, healthFaults[name]) }
  }
}

function spoiltLooks<Value>(
  looks: readonly Look<Value>[],
  fault: LookFault,
  spoilt: ReadonlySet<number>,
  spoil: (value: Value) => Value = (value) => value,
): readonly Look<Value>[] {
  const spoilMeasured = (measured: Measured<Value>): Measured<Value> => {
    if (fault.kind === 'missing') return { kind: 'missing', reason: fault.reason, detail: 'nothing came' }
    return measured.kind === 'measured' ? { kind: 'measured', value: spoil(measured.value) } : measured
  }
  return looks.flatMap((look, at) => {
    if (!spoilt.has(at)) return [look]
    if (fault.kind === 'dropped') return []
    const { control, experiment } = look
    // Where one side is all there is, that side is meant.
    if (control === null) return [{ ...look, experiment: spoilMeasured(experiment) }]
    if (fault.kind === 'no-baseline') return [{ ...look, control: null }]
    return [
      {
        ...look,
        control: fault.side === 'experiment' ? control : spoilMeasured(control),
        experiment: fault.side === 'control' ? experiment : spoilMeasured(experiment),
      },
    ]
  })
}

/** Faults of a metric's evidence as a whole; all of them also where its newest look alone would be good. */
const wholeFaults = {
  'is absent': () => [],
  'is renamed': (of: MetricEvidence) => [{ ...of, metric: `${of.metric}-2` }],
  'has no look': (of: MetricEvidence) => [{ ...of, looks: [] }],
  'is of another kind': (of: MetricEvidence) => [
    of.kind === 'gauge' ? numbers(of, 'health') : of.kind === 'health' ? numbers(of, 'gauge') : numbers(of, 'gauge'),
  ],
  'comes twice': (of: MetricEvidence) => [of, of],
  'comes twice, once without looks': (of: MetricEvidence) => [of, { ...of, looks: [] }],
  'comes twice, once spoilt': (of: MetricEvidence) => [of, allMissing(of)],
  'has its newest look first, where it is missing': (of: MetricEvidence) => [newestFirst(newestMissing(of))],
  'has its looks in reverse': (of: MetricEvidence) => [reversed(of)],
  'has its newest look twice, once missing': (of: MetricEvidence) => [withNewestTwice(of, newestMissing(of))],
  'has its newest look twice, first missing': (of: MetricEvidence) => [withNewestTwice(newestMissing(of), of)],
  'has a newest look without a time': (of: MetricEvidence) => [newestAt(of, Number.NaN)],
  'has a newest look of another time': (of: MetricEvidence) => [newestAt(of, 1)],
} satisfies Record<string, (of: MetricEvidence) => readonly MetricEvidence[]>

function wholeFaultNames(): readonly (keyof typeof wholeFaults)[] {
  return [
    'is absent',
    'is renamed',
    'has no look',
    'is of another kind',
    'comes twice',
    'comes twice, once without looks',
    'comes twice, once spoilt',
    'has its newest look first, where it is missing',
    'has its looks in reverse',
    'has its newest look twice, once missing',
    'has its newest look twice, first missing',
    'has a newest look without a time',
    'has a newest look of another time',
  ]
}

/** The same moments, with numbers in place of what was measured. */
function numbers({ metric, looks }: MetricEvidence, kind: 'gauge' | 'health'): MetricEvidence {
  const one = { kind: 'measured', value: 1 } as const
  const all = looks.map(({ stage, start, end, control }) => ({
    stage,
    start,
    end,
    control: control === null ? null : one,
    experiment: one,
  }))
  return { metric, kind, quality: [], looks: all }
}

// A function of looks for all kinds of evidence: one branch per kind, so that the checker knows that values keep their type.
function changed(of: MetricEvidence, change: <Value>(looks: readonly Look<Value>[]) => readonly Look<Value>[]) {
  if (of.kind === 'proportion') return { ...of, looks: change(of.looks) }
  if (of.kind === 'distribution') return { ...of, looks: change(of.looks) }
  if (of.kind === 'gauge') return { ...of, looks: change(of.looks) }
  return { ...of, looks: change(of.looks) }
}

const nothing = { kind: 'missing', reason: 'no-data', detail: 'nothing came' } as const

function allMissing(of: MetricEvidence): MetricEvidence {
  return changed(of, (looks) => looks.map((look) => ({ ...look, experiment: nothing })))
}

function newestMissing(of: MetricEvidence): MetricEvidence {
  return changed(of, (looks) =>
    looks.map((look, at) => (at === looks.length - 1 ? { ...look, experiment: nothing } : look)),
  )
}

function newestFirst(of: MetricEvidence): MetricEvidence {
  return changed(of, (looks) => [...looks.slice(-1), ...looks.slice(0, -1)])
}

function reversed(of: MetricEvidence): MetricEvidence {
  return changed(of, (looks) => looks.toReversed())
}

function withNewestTwice(of: MetricEvidence, other: MetricEvidence): MetricEvidence {
  if (of.kind === 'proportion' && other.kind === of.kind) {
    return { ...of, looks: [...of.looks, ...other.looks.slice(-1)] }
  }
  if (of.kind === 'distribution' && other.kind === of.kind) {
    return { ...of, looks: [...of.looks, ...other.looks.slice(-1)] }
  }
  if (of.kind === 'gauge' && other.kind === of.kind) return { ...of, looks: [...of.looks, ...other.looks.slice(-1)] }
  if (of.kind === 'health' && other.kind === of.kind) return { ...of, looks: [...of.looks, ...other.looks.slice(-1)] }
  return of
}

/** The newest look's end moved by so many milliseconds. */
function newestAt(of: MetricEvidence, by: number): MetricEvidence {
  return changed(of, (looks) =>
    looks.map((look, at) => (at === looks.length - 1 ? { ...look, end: look.end + by } : look)),
  )
}
