import type { RankedItem, Reason } from 'pocketrank';
import { make } from './dom.ts';
import { readItem } from './read-item.ts';

/** A card of the list, and how to bring it up to date. */
export interface ItemCard {
  element: HTMLLIElement;
  /** Shows the ranked's rank and figures. */
  update(ranked: RankedItem): void;
  /** Shows why the item stands where it stands; `undefined` closes. */
  showReasons(
    reasons:
      { own: readonly Reason[]; next?: { title: string; why: readonly Reason[] } } | undefined,
  ): void;
  title: string;
}

const GRADES = ['no match', 'poor match', 'fair match', 'good match', 'excellent match'];

/**
 * Makes the card of an item.
 *
 * @param wanted the profile's skills, folded to lower case
 */
export function createItemCard(
  ranked: RankedItem,
  wanted: ReadonlySet<string>,
  now: number,
  onWhy: (id: string) => void,
): ItemCard {
  const { id, item } = ranked;
  const shown = readItem(item, now);
  const rank = make('span', { class: 'rank' });
  const move = make('span', { class: 'move' });
  const open = make('button', { type: 'button', class: 'open' }, shown.title);
  const grade = make('span', { class: 'grade', role: 'img' });
  const click = make('span', { class: 'chance' });
  const why = make(
    'button',
    {
      type: 'button',
      class: 'why',
      'aria-expanded': 'false',
      'aria-controls': `why-${id}`,
      'data-item-action': 'none',
    },
    'Why here?',
  );
  const save = make(
    'button',
    { type: 'button', 'data-item-action': 'save', 'aria-label': `Save ${shown.title}` },
    'Save',
  );
  const dismiss = make(
    'button',
    { type: 'button', 'data-item-action': 'dismiss', 'aria-label': `Dismiss ${shown.title}` },
    'Not for me',
  );
  const reasons = make('div', {
    id: `why-${id}`,
    class: 'reasons',
    'data-item-action': 'none',
    hidden: '',
  });
  const lines = [shown.employer, shown.place, shown.kind, shown.pay, shown.posted];
  const skills = shown.skills
    .slice(0, 6)
    .map((skill) =>
      make('li', { class: wanted.has(skill.toLowerCase()) ? 'skill shared' : 'skill' }, skill),
    );
  const element = make(
    'li',
    { class: 'item', 'data-item-id': id },
    make('div', { class: 'where' }, rank, move),
    make(
      'div',
      { class: 'what' },
      make('h3', {}, open),
      make(
        'p',
        { class: 'facts' },
        ...lines.filter((line) => line !== '').map((line) => make('span', {}, line)),
      ),
      skills.length > 0 && make('ul', { class: 'skills', 'aria-label': 'Skills' }, ...skills),
    ),
    make('div', { class: 'marks' }, grade, click),
    make('div', { class: 'actions' }, why, save, dismiss),
    reasons,
  );
  why.addEventListener('click', () => onWhy(id));

  return {
    element,
    title: shown.title,
    update(next) {
      rank.textContent = String(next.rank);
      element.dataset['position'] = String(next.rank);
      const moved = next.baseRank - next.rank;
      move.className = `move ${moved > 0 ? 'up' : moved < 0 ? 'down' : 'same'}`;
      move.textContent = moved === 0 ? '' : `${moved > 0 ? '▲' : '▼'}${Math.abs(moved)}`;
      if (moved === 0) move.removeAttribute('title');
      else move.title = `${moved > 0 ? 'up' : 'down'} ${Math.abs(moved)} from ${next.baseRank}`;
      element.classList.toggle('held', next.held === true);
      const name = GRADES[Math.round(next.policy)]!;
      grade.setAttribute('aria-label', `Policy: ${name}, ${next.policy.toFixed(1)} of 4`);
      grade.title = `Policy grade ${next.policy.toFixed(1)} of 4: ${name}`;
      grade.replaceChildren(
        ...[1, 2, 3, 4].map((step) => {
          const pip = make('i', {});
          const fill = Math.max(0, Math.min(1, next.policy - step + 1));
          pip.style.setProperty('--fill', `${Math.round(100 * fill)}%`);
          return pip;
        }),
      );
      click.textContent = `${Math.round(100 * next.click)} %`;
      click.title = 'Chance of a click, if seen';
    },
    showReasons(given) {
      why.setAttribute('aria-expanded', String(given !== undefined));
      reasons.hidden = given === undefined;
      reasons.replaceChildren();
      if (given === undefined) return;
      const largest = Math.max(
        ...given.own.map(({ contribution }) => Math.abs(contribution)),
        1e-9,
      );
      reasons.append(
        make('h4', {}, 'What sets it apart in this list'),
        make('dl', { class: 'bars' }, ...given.own.flatMap((reason) => bar(reason, largest))),
      );
      const ahead = given.next?.why
        .filter(({ contribution, facts }) => contribution > 0 && facts.kind !== 'others')
        .slice(0, 2);
      if (given.next === undefined || ahead === undefined || ahead.length === 0) return;
      reasons.append(
        make(
          'p',
          { class: 'versus' },
          'Above the next, “',
          make('em', {}, given.next.title),
          `”, thanks to: ${ahead.map(({ text }) => text).join('; ')}.`,
        ),
      );
    },
  };
}

function bar({ contribution, text }: Reason, largest: number): HTMLElement[] {
  const fill = make('i', { class: contribution < 0 ? 'less' : 'more' });
  const share = Math.abs(contribution) / largest;
  fill.style.setProperty('--share', `${(50 * share).toFixed(1)}%`);
  const sign = contribution < 0 ? '−' : '+';
  return [
    make('dt', {}, text),
    make(
      'dd',
      {},
      make('span', { class: 'track', 'aria-hidden': 'true' }, fill),
      make('b', {}, `${sign}${Math.abs(contribution).toFixed(2)}`),
    ),
  ];
}
