import type { Ranking, UserSignal } from 'pocketrank';
import type { Room } from '../read/room.ts';
import { verbOf } from '../view/signals.ts';
import { formatMs } from '../view/timings.ts';
import { titleOf } from './titles.ts';
import type { State } from './state.ts';

/** How many lines of the list one looks at. */
const TOP = 10;

/**
 * One sentence on what a signal has changed, and why.
 *
 * @param before the ranks that stood before, by id
 */
export function tellChange(
  state: State,
  signal: Pick<UserSignal, 'type' | 'itemId'>,
  before: ReadonlyMap<string, number>,
): string {
  const ranking = state.ranking!;
  const came = ranking.items
    .slice(0, TOP)
    .filter(({ id, dismissed }) => !dismissed && (before.get(id) ?? 0) > TOP);
  const ms = formatMs(ranking.timings.totalMs);
  const name = `“${short(titleOf(state, signal.itemId))}”`;
  if (signal.type === state.room.refuse)
    return `${name} is gone${sank(ranking, before, state.room)}: ${ms}, on this device.`;
  const lifted = came.filter(({ id }) => id !== signal.itemId);
  const own = ranking.items.find(({ id }) => id === signal.itemId);
  const was = before.get(signal.itemId);
  const rose =
    own && was !== undefined && was > own.rank ? `${name} rose from ${was} to ${own.rank}` : '';
  const brought =
    lifted.length === 0
      ? ''
      : lifted.length === 1
        ? `“${short(titleOf(state, lifted[0]!.id))}” came into the first ten`
        : `${lifted.length} ${state.room.many} like it came into the first ten`;
  const what = [rose, brought].filter(Boolean).join(', and ') || `${name} counts now`;
  return `${what}, because you ${verbOf(signal.type)} it: ${ms}, on this device.`;
}

function sank(ranking: Ranking, before: ReadonlyMap<string, number>, { one, many }: Room): string {
  const count = ranking.items.filter(
    ({ id, rank, dismissed }) => !dismissed && rank > (before.get(id) ?? rank),
  ).length;
  if (count === 0) return '';
  return `, and ${count} ${count === 1 ? one : many} like it sank`;
}

const LONGEST = 44;

function short(title: string): string {
  return title.length <= LONGEST ? title : `${title.slice(0, LONGEST - 1).trimEnd()}…`;
}
