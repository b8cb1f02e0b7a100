import type { Outcome, Part, Verdict } from '@kosmos/analysis/verdict'
import type { RunView, StageView } from '../../../src/cli/output/run-view.ts'

export function partOf(id: string, outcome: Outcome, numbers: Partial<NonNullable<Part['measurement']>> = {}): Part {
  return {
    id,
    role: 'metric',
    kind: 'proportion',
    required: true,
    outcome,
    reasons: [{ code: 'made-up', outcome, sentence: `${id} is ${outcome}`, facts: {} }],
    measurement: {
      unit: 'share',
      control: 0.005,
      experiment: 0.006,
      difference: 0.001,
      differenceKind: 'difference',
      interval: null,
      limit: 0.01,
      controlCount: 1000,
      experimentCount: 1000,
      ...numbers,
    },
    evidence: [],
  }
}

function verdictOn(parts: readonly Part[], fields: Partial<Verdict> = {}): Verdict {
  return {
    verdict: 'hold',
    outcome: 'inconclusive',
    reason: 'Still collecting',
    subject: { service: 'shop', environment: null, version: '2', commit: null, digest: null, branch: null },
    policy: { name: 'demo', digest: 'sha256:00' },
    gate: 'canary',
    exposure: 'after',
    judgedAt: 0,
    parts,
    evidence: [],
    waivers: [],
    ...fields,
  }
}

export function runOf(
  fields: Partial<RunView> & { readonly parts?: readonly Part[]; readonly at?: Partial<StageView> },
): RunView {
  const { parts = [], at = {}, ...rest } = fields
  const stage: StageView = {
    traffic: 0.1,
    status: 'running',
    endsAt: 20_000,
    trafficDeadline: null,
    extended: false,
    verdict: verdictOn(parts),
    ...at,
  }
  return {
    id: 'run-1',
    revision: 1,
    status: 'running',
    endReason: null,
    subject: { service: 'shop', version: '2', environment: 'production' },
    stage: 0,
    stages: [stage, { ...stage, traffic: 0.5, status: 'pending', verdict: null }],
    nextActionAt: 9_000,
    verdict: verdictOn(parts),
    reportUrl: 'http://127.0.0.1/runs/run-1',
    ...rest,
  }
}
