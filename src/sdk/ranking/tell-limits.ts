import type { HeldLimit } from '../types.ts';
import { heldLimits } from './held-limits.ts';
import { loadWords, type RankedList } from './ranked-list.ts';
import type { RankerOptions } from './ranker-options.ts';

/** Of longer lists nobody looks at each reason, and to read every item again would take longer than to rank it. */
const MAX_TOLD = 100;

/**
 * Gives every ranked item for which limits hold their names and reasons, each told once a scored list. What a reason
 * leaves open is filled in by code that is loaded when first asked for; without it, and in long lists, it says `…`
 * there.
 *
 * @param isExplained whether every item is explained: then it is told of every item
 */
export async function tellLimits(
  options: RankerOptions,
  list: RankedList,
  isExplained: boolean,
): Promise<void> {
  const { scored, limits, ranked, order } = list;
  if (!scored.limited) return;
  const { which, told } = scored.limited;
  const isOpen = limits.reduce((bits, { reason }, l) => bits | (Number(/\{/.test(reason)) << l), 0);
  /** By the limits that hold, the same of all items. */
  const brief = new Map<number, HeldLimit[]>();
  const briefly = (reason: string): string => reason.replace(/\{.*?\}/g, '…');
  const open = new Set<number>();
  const isBrief = (held: (typeof told)[number]): boolean =>
    held?.every(({ reason }) => !reason.includes('…')) !== true;
  const isTold = isExplained || ranked.length <= MAX_TOLD;
  for (let r = 0; r < ranked.length; r++) {
    const i = order[r]!;
    const held = which[i]!;
    if (held === 0) continue;
    if ((held & isOpen) !== 0 && isTold && isBrief(told[i])) open.add(i);
    if (told[i]) continue;
    if (!brief.has(held)) brief.set(held, heldLimits(limits, held, briefly));
    told[i] = brief.get(held);
  }
  if (open.size > 0) (await loadWords())?.tellOpen(options, list, open);
  for (let r = 0; r < ranked.length; r++) {
    const held = told[order[r]!];
    if (held) ranked[r]!.limits = held;
  }
}
