import type { Item, Ranking } from 'pocketrank';
import type { PersonFile } from '../read/person.ts';
import { readItem, type ShownItem } from '../read/item.ts';
import type { Room } from '../read/room.ts';
import { keyOf } from '../read/shown.ts';
import { noonOf } from '../read/shift-days.ts';
import { readProfile } from '../read/profile.ts';
import { renderCard } from '../view/card.ts';
import { renderClicked } from '../view/clicked.ts';
import { html, type Html } from '../view/html.ts';
import { renderPeople } from '../view/people.ts';
import { renderSteps, stepsOf } from '../view/steps.ts';
import { clickOrder, sentenceAgainst, strictest, verdictOf } from '../page/verdict.ts';
import { balanceText } from '../view/balance.ts';

/** How much of the first list stands in the page's own markup: what a screen may show at once. */
const SHOWN = 14;

/** What fills the slots of `index.html`, by name: the first person's list as the page's own code would draw it. */
export function firstView(
  people: readonly PersonFile[],
  ranking: Ranking,
  alpha: number,
  room: Room,
): Record<string, Html> {
  const person = people[0]!;
  const read = (item: Item): ShownItem =>
    person.shown?.[keyOf(item)] ?? readItem(item, noonOf(person.day));
  const steps = stepsOf(room);
  const clicks = clickOrder(ranking.items);
  const places = new Map(clicks.map(({ id }, at) => [id, at + 1]));
  const wanted = new Set(readProfile(person.profile).skills.map((skill) => skill.toLowerCase()));
  const cards = ranking.items.slice(0, SHOWN).map((item) =>
    renderCard({
      id: item.id,
      key: `p${item.rank}`,
      item: read(item.item),
      wanted,
      keep: room.keep.label,
      standing: {
        rank: item.rank,
        clickRank: places.get(item.id)!,
        policy: item.policy,
        limit: strictest(item)?.reason,
      },
    }),
  );
  const rows = clicks.slice(0, SHOWN).map((item) => {
    const { title, facts } = read(item.item);
    const against = sentenceAgainst(item, person);
    return renderClicked({ id: item.id, title, facts, rank: item.rank, against });
  });
  return {
    people: renderPeople(people, person.id),
    line: html`${person.line}`,
    alpha: html`${balanceText(alpha)}`,
    verdict: html`${verdictOf(ranking.items, person, room)}`,
    count: html`${ranking.items.length} candidates`,
    items: html`${cards}`,
    clicked: html`${rows}`,
    steps: renderSteps(steps, new Set(), 0),
    step: html`<b>1 of ${steps.length}</b> ${steps[0]!.title}`,
  };
}

/** Fills the slots of a page. @throws where the page has a slot that nothing fills */
export function fillSlots(page: string, slots: Readonly<Record<string, Html>>): string {
  return page.replace(/[ \t]*<!-- slot: (\w+) -->/g, (_, name: string) => {
    const slot = slots[name];
    if (slot === undefined) throw new Error(`Nothing fills the slot "${name}".`);
    return slot.markup;
  });
}
