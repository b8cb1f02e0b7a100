import { outcomes, type Part, type Verdict } from '@kosmos/analysis/verdict'
import { html, type Html } from './html.ts'
import { differenceText, numberText, valueText } from './number-text.ts'

const symbols = { pass: '✓', warn: '!', inconclusive: '?', error: '⚠', fail: '✗' } as const

/** An outcome as symbol and word, so that it is read without colour. */
export function outcomeBadge(outcome: keyof typeof symbols): Html {
  return html`<span class="outcome ${outcome}"><span aria-hidden="true">${symbols[outcome]}</span> ${outcome}</span>`
}

/** Every part of a verdict with its numbers and its reasons: what is required first, of that the worst. */
export function verdictTable(verdict: Verdict): Html {
  const worstFirst = verdict.parts.toSorted(
    (one, other) =>
      Number(other.required) - Number(one.required) || outcomes.indexOf(other.outcome) - outcomes.indexOf(one.outcome),
  )
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">part</th>
          <th scope="col">outcome</th>
          <th scope="col">why</th>
          <th scope="col">baseline</th>
          <th scope="col">canary or value</th>
          <th scope="col">difference (interval)</th>
          <th scope="col">limit</th>
          <th scope="col">counted</th>
        </tr>
      </thead>
      <tbody>
        ${worstFirst.map(row)}
      </tbody>
    </table>
  </div>`
}

function row(part: Part): Html {
  const measured = part.measurement
  const unit = measured?.unit ?? ''
  const limitUnit = measured?.differenceKind === 'ratio' ? 'ratio' : unit
  return html`<tr>
    <th scope="row">
      ${part.id}<br /><span class="muted">${part.role}, ${part.kind}${part.required ? '' : ', not required'}</span>
    </th>
    <td>${outcomeBadge(part.outcome)}</td>
    <td>${part.reasons.map((reason) => html`<p>${reason.sentence} <code class="muted">${reason.code}</code></p>`)}</td>
    <td>${valueText(measured?.control ?? null, unit)}</td>
    <td>${valueText(measured?.experiment ?? null, unit)}</td>
    <td>${measured === null ? '–' : differenceText(measured)}</td>
    <td>${valueText(measured?.limit ?? null, limitUnit)}</td>
    <td>${numberText(measured?.controlCount ?? null)} / ${numberText(measured?.experimentCount ?? null)}</td>
  </tr>`
}
