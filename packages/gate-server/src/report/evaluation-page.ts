import type { Verdict } from '@kosmos/analysis/verdict'
import { html } from './html.ts'
import { page } from './page.ts'
import { evidenceList, subjectList } from './subject-list.ts'
import { timeText } from './time-text.ts'
import { verdictTable } from './verdict-table.ts'
import { waiverList } from './waiver-list.ts'

/** A gate's verdict as a page that explains itself. */
export function renderEvaluationPage(evaluation: { readonly id: string; readonly verdict: Verdict }): string {
  const { verdict } = evaluation
  return page({
    title: `${verdict.subject.service} ${verdict.gate}: ${verdict.verdict}`,
    refresh: null,
    body: html`<header>
        <span class="word ${verdict.verdict}">${verdict.verdict}</span>
        <h1>${verdict.reason}</h1>
        ${subjectList(verdict.subject, verdict.policy, [
          ['gate', verdict.gate],
          ['evaluation', evaluation.id],
          ['judged', timeText(verdict.judgedAt)],
        ])}
      </header>
      <main>
        <h2>Verdict</h2>
        ${verdictTable(verdict)}${waiverList(verdict)}${evidenceList(verdict)}
      </main>`,
  })
}
