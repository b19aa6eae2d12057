import { heldLimits } from './held-limits.ts';
import { loadWords, type RankedList } from './ranked-list.ts';
import type { RankerOptions } from './ranker-options.ts';

/**
 * Gives every ranked item for which limits hold their names and reasons, each told once a scored list. What a reason
 * leaves open is filled in by code that is loaded when first asked for; without it it says `…` there.
 */
export async function tellLimits(options: RankerOptions, list: RankedList): Promise<void> {
  const { scored, limits, ranked, order } = list;
  if (!scored.limited) return;
  const { which, told } = scored.limited;
  const open = new Set<number>();
  for (let r = 0; r < ranked.length; r++) {
    const i = order[r]!;
    if (which[i] === 0 || told[i]) continue;
    told[i] = heldLimits(limits, which[i]!, (reason) => {
      if (reason.includes('{')) open.add(i);
      return reason.replace(/\{.*?\}/g, '…');
    });
  }
  if (open.size > 0) (await loadWords())?.tellOpen(options, list, open);
  for (const [r, entry] of ranked.entries()) {
    const held = told[order[r]!];
    if (held) entry.limits = held;
  }
}
