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
  const brief = limits.map((limit) => ({
    ...limit,
    reason: limit.reason.replace(/\{.*?\}/g, '…'),
  }));
  const isOpen = limits.reduce((bits, { reason }, l) => bits | (Number(/\{/.test(reason)) << l), 0);
  const open = new Set<number>();
  const isBrief = (held: (typeof told)[number]): boolean =>
    held?.every(({ reason }) => !reason.includes('…')) !== true;
  const isTold = isExplained || ranked.length <= MAX_TOLD;
  for (let r = 0; r < ranked.length; r++) {
    const i = order[r]!;
    if (which[i] === 0) continue;
    if ((which[i]! & isOpen) !== 0 && isTold && isBrief(told[i])) open.add(i);
    told[i] ??= heldLimits(brief, which[i]!, String);
  }
  if (open.size > 0) (await loadWords())?.tellOpen(options, list, open);
  for (const [r, entry] of ranked.entries()) {
    const held = told[order[r]!];
    if (held) entry.limits = held;
  }
}
