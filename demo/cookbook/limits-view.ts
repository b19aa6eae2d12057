import type { Room } from '../read/room.ts';
import { gradeName } from '../view/grade.ts';
import { html, type Html } from '../view/html.ts';
import type { LimitRow, LimitVerdict } from './limits.ts';

/** What each limit holds down, as a table; those that hold nothing in one line. */
export function renderLimits(
  rows: readonly LimitRow[],
  verdict: LimitVerdict,
  { many }: Pick<Room, 'many'>,
): Html {
  const busy = rows.filter(({ held, byGrader = 0 }) => held + byGrader > 0);
  const idle = rows.filter((row) => !busy.includes(row)).map(({ name }) => name);
  return html`<ul class="checks">
      ${renderCheck(verdict.isUnderCaps, 'No grade stands above a limit that holds.')}
      ${renderCheck(
        verdict.isBehind,
        `Whatever a limit leaves weak or poor stands behind all other ${many}, whatever is clicked.`,
      )}
      ${
        verdict.isSame === undefined
          ? html`<li class="quiet">
              The grader ran when this page was built; it has not seen what was changed here.
            </li>`
          : renderCheck(verdict.isSame, 'The policy’s own grader holds down the very same ones.')
      }
    </ul>
    <div class="scroll" tabindex="0" role="region" aria-label="Limits">
      <table>
        <thead>
          <tr>
            <th scope="col">Limit</th>
            <th scope="col">At most</th>
            <th scope="col" class="number">Best there</th>
            <th scope="col" class="number">Holds here</th>
            <th scope="col" class="number">Grader</th>
          </tr>
        </thead>
        <tbody>
          ${busy.map(
            ({ name, cap, best, held, byGrader }) =>
              html`<tr class="${byGrader !== undefined && byGrader !== held ? 'late' : ''}">
                <td>${name}</td>
                <td>${gradeName(cap)}</td>
                <td class="number">${best === undefined ? '–' : best.toFixed(1)}</td>
                <td class="number">${held}</td>
                <td class="number">${byGrader ?? '–'}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${idle.length > 0 && html`<p class="quiet">In this list nothing is held by: ${idle.join(', ')}.</p>`}`;
}

function renderCheck(isTrue: boolean, sentence: string): Html {
  return html`<li class="${isTrue ? 'true' : 'false'}">
    <span aria-hidden="true">${isTrue ? '✓' : '✗'}</span>
    <span>${sentence}<span class="visually-hidden"> ${isTrue ? 'True.' : 'Not true.'}</span></span>
  </li>`;
}
