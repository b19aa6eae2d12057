import { gradeName, renderGrade } from '../view/grade.ts';
import { html, type Html } from '../view/html.ts';
import type { Pair, PolicyFile } from './file.ts';
import { regrade, type Edit } from './regrade.ts';

const HEAVIEST = 40;

/** The criteria, each with its weight to drag. */
export function renderCriteria({ criteria }: PolicyFile): Html {
  return html`${criteria.map(
    ({ name, weight, question }, at) =>
      html`<li class="criterion">
        <label for="w${at}"><b>${name}</b> <span class="quiet">${question}</span></label>
        <input
          id="w${at}"
          data-weight="${at}"
          type="range"
          min="0"
          max="${HEAVIEST}"
          value="${weight}"
        />
        <output for="w${at}">${weight}</output>
      </li>`,
  )}`;
}

/** The limits, each to be switched off. */
export function renderLimits({ limits }: PolicyFile): Html {
  return html`${limits.map(
    ({ name, cap, reason, isHard }, at) =>
      html`<li>
        <label
          ><input type="checkbox" data-limit="${at}" checked /> <b>${name}</b>
          <span class="quiet"
            >at most ${gradeName(cap)}${isHard && ', on every device'}: ${reason}</span
          >
        </label>
      </li>`,
  )}`;
}

/** One pair: the grade, the sentence, and what each criterion says. */
export function renderPair(policy: PolicyFile, pair: Pair, edit: Edit): Html {
  const now = regrade(policy, pair, edit);
  const total = pair.levels.reduce((sum, [criterion]) => sum + edit.weights[criterion]!, 0);
  return html`<h3>${pair.title}</h3>
    <p class="facts">${pair.facts.map((fact) => html`<span>${fact}</span> `)}</p>
    <p class="marks-line">
      ${renderGrade(now)}
      ${now !== pair.grade && html`<span class="limit">was ${gradeName(pair.grade)}</span>`}
    </p>
    <p>${pair.rationale}</p>
    <ul class="bars">
      ${pair.levels.map(([criterion, level, because]) => {
        const share = total === 0 ? 0 : (100 * edit.weights[criterion]!) / total;
        return html`<li>
          <span>${policy.criteria[criterion]!.name}: <span class="quiet">${because}</span></span>
          <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class="for" width="${(25 * level).toFixed(0)}" height="8" />
          </svg>
          <b>${gradeName(level)} <small>${share.toFixed(0)} %</small></b>
        </li>`;
      })}
    </ul>
    ${
      pair.held.length > 0 &&
      html`<ul class="held">
        ${pair.held.map(
          ([limit, because]) =>
            html`<li class="${edit.inForce[limit] ? 'limit' : 'quiet'}">
              ${policy.limits[limit]!.name}: ${because}${!edit.inForce[limit] && ' (switched off)'}
            </li>`,
        )}
      </ul>`
    }`;
}

const TOP = 10;

/** What an edit changes in a person's list. */
export function renderChanges(policy: PolicyFile, pairs: readonly Pair[], edit: Edit): Html {
  const graded = pairs.map((pair) => ({ pair, now: regrade(policy, pair, edit) }));
  const changed = graded.filter(({ pair, now }) => now !== pair.grade);
  if (changed.length === 0)
    return html`<p class="quiet">
      Nothing yet. Drag a weight or switch a limit off: every ad of this list is graded anew, here.
    </p>`;
  const before = topOf(graded, ({ pair }) => pair.grade);
  const after = topOf(graded, ({ now }) => now);
  const came = after.filter((id) => !before.includes(id)).length;
  return html`<p>
      <b>${changed.length}</b> of ${pairs.length} ads get another grade, and <b>${came}</b> of the
      best ten are others.
    </p>
    <ul class="changes">
      ${changed.map(
        ({ pair, now }) =>
          html`<li>
            <button type="button" class="link" data-pair="${pair.id}">${pair.title}</button>
            <span class="${now > pair.grade ? 'up' : 'down'}"
              >${gradeName(pair.grade)} → ${gradeName(now)}</span
            >
          </li>`,
      )}
    </ul>`;
}

type Graded = { pair: Pair; now: number };

function topOf(graded: readonly Graded[], gradeOf: (one: Graded) => number): string[] {
  return [...graded]
    .sort((a, b) => gradeOf(b) - gradeOf(a))
    .slice(0, TOP)
    .map(({ pair }) => pair.id);
}
