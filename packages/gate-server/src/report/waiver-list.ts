import type { Verdict, WaiverState } from '@kosmos/analysis/verdict'
import { html, type Html } from './html.ts'

const meanings: Readonly<Record<WaiverState, string>> = {
  applied: 'applied',
  expired: 'expired: permits nothing any more',
  stale: 'stale: names nothing that is there',
}

/** The waivers beside a verdict, apart from its parts; nothing where there are none. */
export function waiverList({ waivers }: Pick<Verdict, 'waivers'>): Html {
  if (waivers.length === 0) return html``
  return html`<h2>Waivers</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">waiver</th>
            <th scope="col">state</th>
            <th scope="col">findings</th>
            <th scope="col">until the end of</th>
            <th scope="col">who</th>
            <th scope="col">why</th>
          </tr>
        </thead>
        <tbody>
          ${waivers.map(
            ({ id, condition, scope, state, findings, until, who, why, remark }) =>
              html`<tr>
                <th scope="row">
                  ${id}${[condition === null ? null : `condition ${condition}`, scope].map((limit) =>
                    limit === null ? null : html`<br /><span class="muted">${limit}</span>`,
                  )}
                </th>
                <td>${remark === undefined ? meanings[state] : `${state}: ${remark}`}</td>
                <td>${findings}</td>
                <td>${until} UTC</td>
                <td>${who}</td>
                <td>${why}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}
