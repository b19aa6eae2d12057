import type { EngineSession } from '../../core/engine.ts';
import type { Limit } from '../../core/limits/limit.ts';
import type { Student } from '../../core/student/student.ts';
import type { FoldedProfile } from './fold-profile.ts';
import { limitList, type LimitedList } from './limit-list.ts';
import type { Pause } from './pacer.ts';
import { scoreInSlices } from './score-in-slices.ts';

/** A list's items for a profile: what neither signals nor wishes change. */
export interface ScoredList {
  folded: FoldedProfile;
  /** Grows whenever the codes in `slots` may have changed. */
  version: number;
  slots: Uint32Array;
  /** As many integers an item as there are outputs. */
  outputs: Int32Array;
  /** Absent where the model has no limits. */
  limited: LimitedList | undefined;
}

/** Creates the scoring of lists and the holding against limits. It remembers the last list. @throws ENGINE_FAILED */
export function createListScorer(
  student: Student,
  limits: readonly Limit[],
  session: () => EngineSession,
): (list: Pick<ScoredList, 'folded' | 'version' | 'slots'>, pause: Pause) => Promise<ScoredList> {
  let last: ScoredList | undefined;
  return async (list, pause) => {
    const { folded, version, slots } = list;
    const isSame =
      last?.folded === folded &&
      last.version === version &&
      last.slots.length === slots.length &&
      last.slots.every((slot, i) => slot === slots[i]);
    if (isSame) return last!;
    const outputs = new Int32Array(student.outputs.length * slots.length);
    await scoreInSlices(session(), folded, slots, outputs, pause);
    const limited =
      limits.length > 0
        ? await limitList(student, limits, session, folded, slots, pause)
        : undefined;
    return (last = { ...list, outputs, limited });
  };
}
