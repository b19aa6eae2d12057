import type { Phrases } from '../../core/explain/phrases.ts';
import type { Signals } from '../../core/personalization/signals.ts';
import type { Student } from '../../core/student/student.ts';
import type { RunningEngine } from '../engines/select-engine.ts';
import type { KnownItems } from './known-items.ts';

/** What a ranker works with. */
export interface RankerOptions {
  student: Student;
  known: KnownItems;
  /** The signals that count now, those of earlier visits too. */
  signals: () => Promise<Signals>;
  now: () => number;
  phrases: Partial<Phrases>;
  engine: () => RunningEngine;
}
