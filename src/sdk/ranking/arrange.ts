import { guardOrder } from '../../core/personalization/guard-order.ts';
import { floorOf } from '../../core/personalization/policy-floor.ts';
import type { Student } from '../../core/student/student.ts';
import type { RankedItem } from '../types.ts';
import { orderList, type BaseOrder } from './base-order.ts';
import type { Pause } from './pacer.ts';
import type { PersonalPart } from './personal-part.ts';
import { floorWish, type Wishes } from './wishes.ts';

/** A scored list, what is known of the person, and what the host wishes. */
export interface ArrangedInput {
  student: Student;
  ids: readonly string[];
  base: BaseOrder;
  personal: PersonalPart;
  wishes: Wishes;
}

/** A list in the order in which it is shown. */
export interface Arranged {
  /** Indices, best first. */
  order: Uint32Array;
  /** Tells the first of them what stands in no score. */
  mark(ranked: readonly RankedItem[]): void;
}

/** Orders a list by all that counts: what signals add, what was dismissed, the policy floor, wishes. */
export async function arrange(
  { student, ids, base, personal, wishes }: ArrangedInput,
  pause: Pause,
): Promise<Arranged> {
  const { scores, log } = personal;
  const sums = scores && base.scores.map((score, i) => score + scores[i]!);
  const wished = sums ? await orderList(sums, base.scored, pause) : base.order;
  const dismissed = withIds(ids, log?.dismissed() ?? new Set());
  const floor = floorOf(student.personalization);
  const { order, held } = guardOrder(
    {
      base: base.order,
      wished,
      caps: base.scored.limited?.caps,
      expected: base.policy,
      dismissed,
    },
    floorWish(floor, wishes),
    floor.depth,
  );
  return {
    order,
    mark(ranked) {
      for (const [r, entry] of ranked.entries()) {
        const i = order[r]!;
        if (held.has(i)) entry.held = true;
        if (dismissed.has(i)) entry.dismissed = true;
      }
    },
  };
}

/** Which items of a list have one of some keys. Copies of an item in one list have its key and a number. */
function withIds(ids: readonly string[], keys: ReadonlySet<string>): Set<number> {
  const found = new Set<number>();
  if (keys.size === 0) return found;
  const copies = /#\d+$/;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    if (keys.has(id) || (copies.test(id) && keys.has(id.replace(copies, '')))) found.add(i);
  }
  return found;
}
