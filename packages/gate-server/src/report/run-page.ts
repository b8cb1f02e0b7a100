import { runState, type Run } from '../runs/index.ts'
import { chartModels } from './chart-model.ts'
import { html, type Html } from './html.ts'
import { metricChart } from './metric-chart.ts'
import { page } from './page.ts'
import { evidenceList, subjectList } from './subject-list.ts'
import { timeText } from './time-text.ts'
import { outcomeBadge, verdictTable } from './verdict-table.ts'

/** A run as a page that explains itself: the sentence, the verdict table, canary against baseline, the stages. */
export function renderRunPage(run: Run): string {
  const state = runState(run)
  const running = run.status !== 'completed'
  const sentence = run.verdict?.reason ?? 'Nothing has been looked at yet'
  return page({
    title: `${run.subject.service} ${run.subject.version ?? ''}: ${state}`,
    refresh: running ? 5 : null,
    body: html`<header>
        <span class="word ${state}">${state}</span>
        <h1>${running ? `Provisional: ${sentence}` : sentence}</h1>
        ${subjectList(run.subject, run.policy, [
          ['run', run.id],
          ['status', run.endReason === null ? run.status : `${run.status}, ${run.endReason}`],
          ['started', timeText(run.createdAt)],
          ['ended', run.endedAt === null ? null : timeText(run.endedAt)],
        ])}
      </header>
      <main>
        ${
          run.verdict === null
            ? null
            : html`<h2>Verdict</h2>
                ${verdictTable(run.verdict)}`
        }
        <h2>Canary against baseline</h2>
        ${chartModels(run.plan, run.evidence).map(metricChart)}
        <h2>Stages</h2>
        ${stageTable(run)} ${run.verdict === null ? null : evidenceList(run.verdict)}
      </main>`,
  })
}

function stageTable(run: Run): Html {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">stage</th>
          <th scope="col">traffic</th>
          <th scope="col">asks for</th>
          <th scope="col">status</th>
          <th scope="col">from</th>
          <th scope="col">to</th>
          <th scope="col">outcome</th>
        </tr>
      </thead>
      <tbody>
        ${run.stages.map(
          (stage, index) =>
            html`<tr>
              <th scope="row">${index + 1}</th>
              <td>${Math.round(stage.traffic * 1000) / 10} %</td>
              <td>${run.plan.stages[index]?.requires ?? ''}</td>
              <td>${stage.status}${stage.extended ? ', extended' : ''}</td>
              <td>${timeText(stage.startedAt)}</td>
              <td>${timeText(stage.endsAt)}</td>
              <td>
                ${stage.verdict === null ? '–' : html`${outcomeBadge(stage.verdict.outcome)}<br /><span class="muted">${stage.verdict.reason}</span>`}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
