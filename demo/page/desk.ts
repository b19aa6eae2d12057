import type { RankedItem, Ranking } from 'pocketrank';
import { readProfile } from '../read/profile.ts';
import type { Standing } from '../view/card.ts';
import { formatMs, renderTimings } from '../view/timings.ts';
import type { CardList } from './card-list.ts';
import type { Coach } from './coach.ts';
import { byId, fill, nextFrame } from './dom.ts';
import { drawClickedRows } from './clicked-list.ts';
import { drawLines, followLines } from './lines.ts';
import type { State } from './state.ts';
import { clickOrder, sentenceAgainst, strictest, verdictOf } from './verdict.ts';
import { isOpen, showReasons } from './why.ts';

/** The page's state, and what draws it. */
export interface Desk {
  state: State;
  cards: CardList;
  coach: Coach;
  /** The model file. */
  model: ArrayBuffer;
  /** Told when another person is shown. */
  onPerson: Set<() => void>;
  /** Told whenever a ranking has been drawn. */
  onDrawn: Set<() => void>;
}

/** How a change is drawn. */
export interface DrawOptions {
  isAnimated?: boolean;
  /** The item that stays where it is on the screen. */
  anchor?: string | undefined;
}

const FIRST_SHOWN = 24;
const CLICKED_SHOWN = 16;

/** Ranks anew and draws what came of it. */
export async function rerank(desk: Desk, options: DrawOptions = {}): Promise<Ranking> {
  const { state } = desk;
  const { profile, alpha } = state;
  state.ranking = await state.reranker.rank(candidates(state), { profile, alpha });
  await draw(desk, options);
  return state.ranking;
}

/** The candidates that the filter lets through; each word must stand somewhere in the ad. */
export function candidates({ items, filter, read }: State): State['items'] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter((item) => {
    const { title, facts, skills } = read(item);
    const text = [title, ...facts, ...skills, String(item['description'] ?? '')].join(' ');
    return words.every((word) => text.toLowerCase().includes(word));
  });
}

/** Draws the last ranking. */
export async function draw(desk: Desk, { isAnimated = false, anchor }: DrawOptions): Promise<void> {
  const { state, cards } = desk;
  const { ranking } = state;
  if (ranking === undefined) return;
  const left = ranking.items.filter(({ dismissed }) => !dismissed);
  const shown = left.slice(0, state.isAllShown ? undefined : FIRST_SHOWN);
  const clicks = clickOrder(ranking.items);
  const clickRanks = new Map(clicks.map(({ id }, at) => [id, at + 1]));
  drawClicked(state, clicks, isAnimated);
  // What glides must begin at once; what is merely drawn is drawn in slices, so that taps are answered between.
  if (!isAnimated) await nextFrame();
  const movingMs = await cards.draw({
    items: shown,
    read: state.read,
    keep: state.room.keep.label,
    wanted: new Set(readProfile(state.profile).skills.map((skill) => skill.toLowerCase())),
    standingOf: (item) => standingOf(item, clickRanks.get(item.id) ?? 0, state.room.keep.type),
    isAnimated,
    anchor,
  });
  drawAround(state, left.length, shown.length);
  followLines(
    () => drawLines(byId<SVGSVGElement>('lines'), byId('clicked'), byId('items')),
    movingMs,
  );
  for (const tell of desk.onDrawn) tell();
  await renewReasons(desk);
}

function standingOf(item: RankedItem, clickRank: number, keep: string): Standing {
  const types = item.seen?.types ?? [];
  return {
    rank: item.rank,
    baseRank: item.baseRank,
    clickRank,
    policy: item.policy,
    limit: strictest(item)?.reason,
    isOpened: types.some((type) => type === 'click' || type === 'apply'),
    isSaved: types.includes(keep),
  };
}

function drawClicked(state: State, clicks: readonly RankedItem[], isAnimated: boolean): void {
  const rows = clicks.slice(0, CLICKED_SHOWN).map((item) => {
    const { title, facts } = state.read(item.item);
    const against = sentenceAgainst(item, state.person);
    return { id: item.id, title, facts, rank: item.rank, against };
  });
  drawClickedRows(byId('clicked'), rows, isAnimated);
}

function drawAround(state: State, left: number, shown: number): void {
  const ranking = state.ranking!;
  const total = ranking.items.length;
  byId('more').hidden = shown >= left;
  byId('more').textContent = `Show all ${left}`;
  byId('empty').hidden = left > 0;
  byId('count').textContent = `${total} candidates`;
  byId('verdict').textContent = verdictOf(ranking.items, state.person, state.room);
  byId('pill-time').textContent =
    `${total} ${state.room.many} in ${formatMs(ranking.timings.totalMs)}`;
  fill(byId('timings'), renderTimings(ranking.timings, total, state.room.many));
  const { name, reason } = state.reranker.engine;
  byId('engine').textContent = `Engine: ${name}. ${reason}`;
}

/** Reasons that are open tell of the ranking that stands. */
async function renewReasons(desk: Desk): Promise<void> {
  const { state, cards } = desk;
  const open = [...byId('items').children].filter((card) => isOpen(card as HTMLElement, '.why'));
  if (open.length === 0) return;
  const explained = await explain(state);
  for (const element of open) {
    const id = element.getAttribute('data-item-id')!;
    const card = cards.cardOf(id);
    if (card) showReasons(card, explained, id);
  }
}

/** The last ranking once more, with reasons. */
export function explain(state: State): Promise<Ranking> {
  const { profile, alpha, reranker } = state;
  return reranker.rank(candidates(state), { profile, alpha, explain: true });
}
