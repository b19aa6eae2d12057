import type { Signals } from '../../core/personalization/signals.ts';
import type { Pause } from './pacer.ts';
import type { PersonalScorer } from './personal-scorer.ts';
import type { RankerOptions } from './ranker-options.ts';
import type { ScoredList } from './score-list.ts';

/** The code that personalizes. */
type PersonalizeCode = typeof import('./personalize.ts');

/** What signals make of a list; without any: no signals, and nothing else. */
export interface PersonalPart {
  signals: Signals;
  /** What they add to each item's score, in logits. */
  scores?: Float64Array;
  applyPolicyFloor?: PersonalizeCode['applyPolicyFloor'];
}

/** The code that personalizes, or nothing where it cannot be fetched. */
export const loadPersonalize = (): Promise<PersonalizeCode | undefined> =>
  import('./personalize.ts').catch(() => undefined);

/** Creates the personalization of scored lists at a time (ms). */
export function createPersonalPart({
  student,
  signals: findSignals,
  engine,
}: RankerOptions): (list: ScoredList, at: number, pause: Pause) => Promise<PersonalPart> {
  let scorer: PersonalScorer | undefined;
  return async ({ slots, version }, at, pause) => {
    const signals = await findSignals();
    const code = signals.length === 0 ? undefined : await loadPersonalize();
    // Without the code (the page is offline and never loaded it) items are ranked without signals.
    if (code === undefined) return { signals: [] };
    scorer ??= code.createPersonalScorer(student);
    const scores = await scorer.score(engine().session, signals, at, slots, version, pause);
    return { signals, scores, applyPolicyFloor: code.applyPolicyFloor };
  };
}
