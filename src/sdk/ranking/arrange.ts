import { floorOf } from '../../core/personalization/policy-floor.ts';
import { guardOrder, type GuardedList } from '../../core/personalization/guard-order.ts';
import { standAside } from '../../core/personalization/stand-aside.ts';
import { createRandom } from '../../core/math/random.ts';
import { teamDraft, type Drafted } from '../../core/personalization/team-draft.ts';
import { pin } from '../../core/personalization/pin.ts';
import { orderList } from './base-order.ts';
import type { Arranged, ArrangedInput } from './arranged.ts';
import { createListView, type ListView } from './list-view.ts';
import { tryOne, moveApart, wearOut } from './list-moves.ts';
import { givenScores } from './given-wish.ts';
import type { Pause } from './pacer.ts';
import { markItems } from './mark-items.ts';
import { floorWish } from './wishes.ts';

/**
 * Orders a list by all that counts: what signals add and the host knows, what was dismissed, the policy floor; then
 * what the host wishes of the order itself. What is left out stands in none.
 */
export async function arrange(input: ArrangedInput, pause: Pause): Promise<Arranged> {
  const { options, base, personal, wishes } = input;
  const { personalization } = options.student;
  const view = createListView(input);
  // Each step takes some milliseconds where a list is very long.
  await pause();
  const given =
    wishes.prior && (await givenScores(view.given, wishes.prior, personalization.given));
  const fatigue = wearOut(view, wishes);
  await pause();
  const sums = add(base.scores, personal.scores, given?.terms, fatigue);
  const wished = sums === base.scores ? base.order : await orderList(sums, base.scored, pause);
  const { dismissed, excluded } = view;
  const without = (order: Uint32Array): Uint32Array =>
    excluded.size === 0 ? order : order.filter((i) => !excluded.has(i));
  await pause();
  const list: GuardedList = {
    base: without(base.order),
    wished: without(wished),
    caps: base.scored.limited?.caps,
    expected: base.expected,
    dismissed,
  };
  const own = floorOf(personalization);
  const { order: guarded, held } = guardOrder(list, floorWish(own, wishes), own.depth);
  await pause();
  const { order: drafted, teams } = await interleave(guarded, view, list, input, pause);
  await pause();
  const apart = moveApart(drafted, view, wishes, own);
  const { order: tried, explored } = tryOne(apart, view, sums, wishes, own);
  await pause();
  const order = pin(tried, view.pinned());
  const told = { view, given, fatigue, sums, held, dismissed, explored, order, teams, drafted };
  return {
    order,
    sums,
    added(i) {
      return [
        ...(given
          ? [
              {
                value: given.terms[i]!,
                facts: {
                  kind: 'prior',
                  by: given.by,
                  position: view.given.places[i]! + 1,
                } as const,
              },
            ]
          : []),
        ...(fatigue?.[i]
          ? [
              {
                value: fatigue[i]!,
                facts: { kind: 'fatigue', count: view.impressions(i) } as const,
              },
            ]
          : []),
      ];
    },
    mark: (ranked, pausing) => markItems(ranked, told, pausing),
  };
}

/** The sum of what there is, in this order; `first` itself where there is nothing else. */
function add(first: Float64Array, ...others: (Float64Array | undefined)[]): Float64Array {
  return others.reduce<Float64Array>(
    (sums, other) => (other ? sums.map((sum, i) => sum + other[i]!) : sums),
    first,
  );
}

/** Draws the list up by turns with another order, where that is wished; limits and dismissals hold in both. */
async function interleave(
  order: Uint32Array,
  view: ListView,
  { base, caps, dismissed }: GuardedList,
  { wishes, base: { scored }, options }: ArrangedInput,
  pause: Pause,
): Promise<Partial<Drafted> & { order: Uint32Array }> {
  if (!wishes.interleave) return { order };
  const { against, seed } = wishes.interleave;
  const { depth } = floorOf(options.student.personalization);
  let other = base;
  if (against === 'given') {
    const backwards = Float64Array.from(view.given.places, (place) => -place);
    const whole = await orderList(backwards, scored, pause);
    other = whole.filter((i) => !view.excluded.has(i));
  }
  const random = createRandom(`interleave/${seed}/${view.key()}`);
  return teamDraft(order, standAside(other, dismissed, caps, depth), random);
}
