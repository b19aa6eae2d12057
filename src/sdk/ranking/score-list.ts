import type { EngineSession } from '../../core/engine.ts';
import type { FoldedProfile } from './fold-profile.ts';
import type { Pause } from './pacer.ts';
import { scoreInSlices } from './score-in-slices.ts';

/** The outputs of a list's items for a profile. */
export interface ScoredList {
  folded: FoldedProfile;
  /** Grows whenever the codes in `slots` may have changed. */
  version: number;
  slots: Uint32Array;
  /** Two integers an item: policy, click. */
  outputs: Int32Array;
}

/** Creates the scoring of lists. It remembers the last one, which signals do not change. @throws ENGINE_FAILED */
export function createListScorer(
  session: () => EngineSession,
): (list: Omit<ScoredList, 'outputs'>, pause: Pause) => Promise<ScoredList> {
  let last: ScoredList | undefined;
  return async (list, pause) => {
    const { folded, version, slots } = list;
    const isSame =
      last?.folded === folded &&
      last.version === version &&
      last.slots.length === slots.length &&
      last.slots.every((slot, i) => slot === slots[i]);
    if (isSame) return last!;
    const outputs = new Int32Array(2 * slots.length);
    await scoreInSlices(session(), folded, slots, outputs, pause);
    return (last = { ...list, outputs });
  };
}
