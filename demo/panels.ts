import type { EngineStatus, Profile, Ranking, UserSignal } from 'pocketrank';
import { byId, make } from './dom.ts';
import { readProfile } from './read-item.ts';

/** Draws the choice of profiles; `onChoose` gets the index. */
export function drawProfiles(
  profiles: readonly Profile[],
  chosen: number,
  onChoose: (index: number) => void,
): void {
  byId('profiles').replaceChildren(
    ...profiles.map((profile, i) => {
      const { label, place } = readProfile(profile);
      const input = make('input', { type: 'radio', name: 'profile', value: String(i) });
      input.checked = i === chosen;
      input.addEventListener('change', () => onChoose(i));
      return make(
        'label',
        { class: 'choice', title: `${label}, ${place}` },
        input,
        make('span', {}, make('b', {}, label), make('small', {}, place)),
      );
    }),
  );
}

/** Draws one profile. */
export function drawProfile(profile: Profile): void {
  const { summary, skills } = readProfile(profile);
  byId('profile').replaceChildren(
    summary === '' ? '' : make('p', {}, summary),
    make(
      'ul',
      { class: 'skills', 'aria-label': 'Skills of the profile' },
      ...skills.map((skill) => make('li', { class: 'skill shared' }, skill)),
    ),
  );
}

const VERBS: Readonly<Record<UserSignal['type'], string>> = {
  impression: 'saw',
  view: 'read',
  click: 'opened',
  save: 'saved',
  apply: 'applied to',
  dismiss: 'dismissed',
};
const MAX_SIGNALS = 6;

/** Draws the latest signals, newest first. */
export function drawSignals(
  signals: readonly UserSignal[],
  titleOf: (itemId: string) => string,
  onUndo: (id: string) => void,
): void {
  const latest = signals.filter(({ type }) => type !== 'impression').reverse();
  byId('signals').replaceChildren(
    ...latest.slice(0, MAX_SIGNALS).map(({ id, type, itemId }) => {
      const title = titleOf(itemId);
      const undo = make(
        'button',
        { type: 'button', class: 'x', 'aria-label': `Take back: ${VERBS[type]} ${title}` },
        '×',
      );
      undo.addEventListener('click', () => onUndo(id));
      return make(
        'li',
        { class: type },
        make('span', {}, make('b', {}, VERBS[type]), ` ${title}`),
        undo,
      );
    }),
    latest.length > MAX_SIGNALS
      ? make('li', { class: 'quiet' }, `and ${latest.length - MAX_SIGNALS} more`)
      : '',
  );
  byId('signals-empty').hidden = latest.length > 0;
  byId<HTMLButtonElement>('undo').disabled = latest.length === 0;
}

/** Draws where a ranking's milliseconds went. */
export function drawTimings(
  timings: Ranking['timings'],
  items: number,
  engine: EngineStatus,
): void {
  const rows: [string, number][] = [
    [
      timings.encodedItems > 0 ? `read ${timings.encodedItems} new jobs` : 'look up known jobs',
      timings.encodeMs,
    ],
    [`score ${items} jobs`, timings.scoreMs],
    ['your clicks', timings.personalizeMs],
    ['sort', timings.orderMs],
  ];
  const largest = Math.max(...rows.map(([, ms]) => ms), 0.01);
  byId('timings').replaceChildren(
    ...rows.flatMap(([name, ms]) => {
      const fill = make('i', {});
      fill.style.setProperty('--share', `${((100 * ms) / largest).toFixed(1)}%`);
      return [
        make('dt', {}, name),
        make('dd', {}, make('span', { class: 'track', 'aria-hidden': 'true' }, fill), formatMs(ms)),
      ];
    }),
  );
  byId('pill-time').replaceChildren(
    make('b', {}, formatMs(timings.totalMs)),
    make('span', { class: 'wide' }, ` to rank ${items} jobs`),
  );
  const others = engine.rejected.map(({ name, reason }) => `${name} (${reason.split(/[.,]/)[0]})`);
  byId('engine').textContent =
    `Engine: ${engine.name}.` + (others.length > 0 ? ` Not used: ${others.join(', ')}.` : '');
  byId('engine').title = engine.rejected.map(({ reason }) => reason).join('\n');
}

/** Milliseconds for people. */
export function formatMs(ms: number): string {
  return `${ms >= 10 ? ms.toFixed(0) : ms.toFixed(1)} ms`;
}
