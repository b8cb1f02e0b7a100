import type { Part, Verdict } from '@kosmos/analysis/verdict'
import type { ApiComparison, ApiEvaluation, ApiRun } from '../client/index.ts'
import type { AnsweredComparison, AnsweredEvaluation, AnsweredRun } from './gate-service.ts'

type ApiVerdict = ApiEvaluation['verdict']

/** A run as the service answered it, with times as milliseconds since the epoch. */
export function runFromAnswer(body: ApiRun): AnsweredRun {
  return {
    id: body.id,
    revision: body.revision,
    status: body.status,
    endReason: body.endReason,
    subject: body.subject,
    stage: body.stage,
    stages: body.stages.map(({ traffic, status, endsAt, trafficDeadline, extended, verdict }) => ({
      traffic,
      status,
      endsAt: timeFrom(endsAt),
      trafficDeadline: timeFrom(trafficDeadline),
      extended,
      verdict: verdict === null ? null : verdictFromAnswer(verdict),
    })),
    nextActionAt: timeFrom(body.nextLookAt),
    verdict: body.verdict === null ? null : verdictFromAnswer(body.verdict),
    reportUrl: body.reportUrl,
    body: { ...body },
  }
}

export function evaluationFromAnswer(body: ApiEvaluation): AnsweredEvaluation {
  const { id, reportUrl, verdict } = body
  return { id, reportUrl, verdict: verdictFromAnswer(verdict), body: { ...body } }
}

/** A verdict as it was answered, or as a file of `--json` holds it. */
export function verdictFromAnswer(body: ApiVerdict): Verdict {
  return {
    ...body,
    judgedAt: Date.parse(body.judgedAt),
    parts: body.parts.map((part) => partFromAnswer(part)),
    evidence: body.evidence.map((record) => ({ ...record, collectedAt: Date.parse(record.collectedAt) })),
  }
}

/** What two samples showed, as it was answered. */
export function comparisonFromAnswer({ note, result }: ApiComparison): AnsweredComparison {
  return { note, result: partFromAnswer(result) }
}

/** The service gives at least one reason; without any, the outcome is all that is known. */
function partFromAnswer({ reasons: [first, ...others], ...part }: ApiVerdict['parts'][number]): Part {
  const { outcome } = part
  return {
    ...part,
    reasons: [first ?? { code: 'no-reason', outcome, sentence: `Outcome ${outcome}`, facts: {} }, ...others],
  }
}

function timeFrom(text: string | null): number | null {
  return text === null ? null : Date.parse(text)
}
