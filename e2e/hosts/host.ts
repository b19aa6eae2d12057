import type { Application } from './application.ts';
import type { Visitor } from './visitor.ts';

/**
 * How an application gets the model that ships: by its address, as `createReranker()` looks for it, or as code, by
 * `import model from 'pocketrank/model'`.
 */
export type Way = 'address' | 'module';

/** What an application's first ranking gave, or the error in place of it. */
export interface Outcome {
  /** Items ranked. */
  ranked?: number;
  /** The title of the first. */
  first?: string;
  /** Whether what was recorded moved anything. */
  isMoved?: boolean;
  engine?: string;
  from?: string;
  /** Of an error: its class, its code, what it says. */
  name?: string;
  code?: string;
  message?: string;
}

/** What a host is run with. */
export interface Place {
  /** A folder with the packed package installed, fresh for each run. */
  application: Application;
  /** Opens pages. */
  visitor: Visitor;
}

/** A set-up that somebody may have, in small. */
export interface Host {
  name: string;
  /** Packages of this folder that it needs; none: those of the project do. */
  tools?: readonly string[];
  /** The step that the documents state, where there is one beside the import. */
  step?: string;
  /** Builds and runs it; once a way. */
  run(place: Place, way: Way): Promise<Outcome>;
  /** The ways that there are. Default: both. */
  ways?: readonly Way[];
}

/** Whether the outcome is what the documents promise: it ranks, or it names the step. */
export function isRight(outcome: Outcome, way: Way): boolean {
  return works(outcome) || (way === 'address' && namesStep(outcome));
}

/** Whether it ranked, a click counted, and the best came first. */
export const works = ({ ranked, first, isMoved }: Outcome): boolean =>
  ranked === 50 && first === 'Staff Nurse' && isMoved === true;

/** Whether it failed with an error of ours that says what to write. */
export const namesStep = ({ name, code, message = '' }: Outcome): boolean =>
  name === 'PocketRankError' &&
  code === 'MODEL_UNREACHABLE' &&
  message.includes("import model from 'pocketrank/model'");
