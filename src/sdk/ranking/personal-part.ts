import type { Signals } from '../../core/personalization/signals.ts';
import type { SignalLog } from '../signals/signal-log.ts';
import type { Pause } from './pacer.ts';
import type { PersonalScorer } from './personal-scorer.ts';
import type { RankerOptions } from './ranker-options.ts';
import type { ScoredList } from './score-list.ts';

/** The code that does with a list what neither model nor limits do: signals, the floor, wishes. */
export type PersonalizeCode = typeof import('./personalize.ts');

/** What signals make of a list; without any: no signals, and nothing else. */
export interface PersonalPart {
  signals: Signals;
  /** What they add to each item's score, in logits. */
  scores?: Float64Array | undefined;
  /** Everything that the person did, also what does not count now. */
  log?: SignalLog | undefined;
  /** Absent where there is nothing to do for it. */
  code?: PersonalizeCode | undefined;
}

/** The code that personalizes, or nothing where it cannot be fetched. */
export const loadPersonalize = (): Promise<PersonalizeCode | undefined> =>
  import('./personalize.ts').catch(() => undefined);

/** Creates the personalization of scored lists at a time (ms). */
export function createPersonalPart({
  student,
  log: findLog,
  engine,
}: RankerOptions): (
  list: ScoredList,
  at: number,
  hasWishes: boolean,
  pause: Pause,
) => Promise<PersonalPart> {
  let scorer: PersonalScorer | undefined;
  return async ({ slots, version }, at, hasWishes, pause) => {
    const log = await findLog();
    const signals = log?.signals() ?? [];
    // Without the code (the page is offline and never loaded it) items are ranked without signals.
    const code = hasWishes || log?.all().length ? await loadPersonalize() : undefined;
    if (!code || signals.length === 0) return { signals: [], log, code };
    scorer ??= code.createPersonalScorer(student);
    const scores = await scorer.score(engine().session, signals, at, slots, version, pause);
    return { signals, scores, log, code };
  };
}
