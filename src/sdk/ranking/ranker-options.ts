import type { Phrases } from '../../core/explain/phrases.ts';
import type { Student } from '../../core/student/student.ts';
import type { RunningEngine } from '../engines/select-engine.ts';
import type { Journal } from '../signals/journal.ts';
import type { SignalLog } from '../signals/signal-log.ts';
import type { KnownItems } from './known-items.ts';

/** What a ranker works with. */
export interface RankerOptions {
  student: Student;
  known: KnownItems;
  /** What the person did, in earlier visits too; nothing while the code for it is missing. */
  log: () => Promise<SignalLog | undefined>;
  /** What is counted beside; nothing while the code for it is missing. */
  journal: () => Journal | undefined;
  now: () => number;
  phrases: Partial<Phrases>;
  engine: () => RunningEngine;
}
