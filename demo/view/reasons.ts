import type { Reason } from 'pocketrank';
import { html, type Html } from './html.ts';

/** Names of what the model compares, as people say them. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/^skills wanted\b/, 'the skills asked for are'],
  [/^skills named\b/, 'the skills named are'],
  [/^skills\b(?= (?:un)?like)/, 'the skills are'],
  [/^titles?\b(?= (?:un)?like)/, 'the title is'],
  [/^titleExperience\b/i, 'the title is'],
  [/^title named\b/i, 'the title is'],
  [/^workplace fit\b/, 'where you would work is'],
  [/^employment fit\b/, 'the contract is'],
  [/^pay ratio\b/, 'the pay is'],
  [/^employer\b(?= (?:un)?like)/, 'the employer is'],
  [/^commute(?: share)?\b(?= (?:un)?like)/, 'the way to work is'],
  [/^country\b(?= (?:un)?like)/, 'the country is'],
  [/^(?:region|area)\b(?= (?:un)?like)/, 'the place is'],
  [/^experience\b(?= (?:un)?like)/, 'the experience asked for is'],
  [/^certificates\b(?= (?:un)?like)/, 'the licences are'],
];
const MAX_ROWS = 5;
const WIDTH = 100;

/** A reason as people would say it. */
export function plainReason({ text, facts }: Reason): string {
  if (facts.kind === 'others') return 'everything else together';
  let plain = text;
  for (const [pattern, words] of PLAIN) plain = plain.replace(pattern, words);
  return plain;
}

/** What sets an item apart in its list: at most five rows, each with a bar for or against it. */
export function renderReasons(
  own: readonly Reason[],
  versus?: { title: string; why: readonly Reason[] },
): Html {
  const rows = own.slice(0, MAX_ROWS);
  const largest = Math.max(...rows.map(({ contribution }) => Math.abs(contribution)), 1e-9);
  return html`<h4>What sets it apart in this list</h4>
    <ul class="bars">
      ${rows.map((reason) => renderRow(reason, largest))}
    </ul>
    ${versus && renderVersus(versus)}`;
}

function renderRow(reason: Reason, largest: number): Html {
  const { contribution } = reason;
  const isFor = contribution >= 0;
  const share = (WIDTH / 2) * (Math.abs(contribution) / largest);
  const x = isFor ? WIDTH / 2 : WIDTH / 2 - share;
  return html`<li>
    <span>${plainReason(reason)}</span>
    <svg class="bar" viewBox="0 0 ${WIDTH} 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="axis" x="${WIDTH / 2 - 0.25}" width="0.5" height="8" />
      <rect
        class="${isFor ? 'for' : 'less'}"
        x="${x.toFixed(1)}"
        width="${share.toFixed(1)}"
        height="8"
      />
    </svg>
    <b>${isFor ? 'for' : 'against'}<span class="visually-hidden"> it</span></b>
  </li>`;
}

const MAX_VERSUS = 2;

function renderVersus({ title, why }: { title: string; why: readonly Reason[] }): Html | undefined {
  const ahead = why
    .filter(({ contribution, facts }) => contribution > 0 && facts.kind !== 'others')
    .slice(0, MAX_VERSUS)
    .map(plainReason);
  if (ahead.length === 0) return undefined;
  return html`<p class="versus">
    Above the next, “<em>${title}</em>”, thanks to: ${ahead.join('; ')}.
  </p>`;
}
