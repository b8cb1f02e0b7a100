import type { Verdict } from '@kosmos/analysis/verdict'
import type { Subject } from '@kosmos/analysis'
import { html, type Html } from './html.ts'
import { timeText } from './time-text.ts'

/** Who and what was judged, by which policy, and on what evidence. */
export function subjectList(
  subject: Subject,
  policy: Verdict['policy'],
  more: readonly (readonly [string, string | null])[],
): Html {
  const rows: readonly (readonly [string, string | null])[] = [
    ['service', subject.service],
    ['environment', subject.environment],
    ['version', subject.version],
    ['commit', subject.commit],
    ['digest', subject.digest],
    ['branch', subject.branch],
    ['policy', `${policy.name} @ ${policy.digest}`],
    ...more,
  ]
  return html`<dl>
    ${rows.map(([name, value]) =>
      value === null
        ? null
        : html`<dt>${name}</dt>
            <dd>${value}</dd>`,
    )}
  </dl>`
}

/** The input reports that a verdict rests on, with their digests. */
export function evidenceList(verdict: Verdict): Html {
  if (verdict.evidence.length === 0) return html``
  return html`<h2>Evidence</h2>
    <ul>
      ${verdict.evidence.map(
        (record) =>
          html`<li>
            ${record.name}
            <span class="muted">${record.format ?? 'unread'}, collected ${timeText(record.collectedAt)}</span
            ><br /><code class="muted">${record.digest}</code>
          </li>`,
      )}
    </ul>`
}
