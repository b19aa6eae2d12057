import type { Engine, EngineSession } from '../../core/engine.ts';
import { PocketRankError } from '../../core/errors.ts';
import type { Student } from '../../core/student/student.ts';
import { checkSession } from './check-session.ts';
import { createScalarEngine } from './scalar.ts';
import { createWasmEngine } from './wasm/engine.ts';
import { refusalOf } from '../refusal.ts';

/** The engines that ship with the entry, by name. */
const BUILT_IN: Readonly<Record<string, () => Engine>> = {
  wasm: createWasmEngine,
  scalar: createScalarEngine,
};

/** The order in which `engine: 'auto'` tries them; `scalar` last, since it runs anywhere. */
const AUTO: readonly string[] = ['wasm', 'scalar'];

/** Which engine a host asks for: by name, or an engine of its own such as `webgpu()`. */
export type EngineChoice = 'auto' | 'scalar' | 'wasm' | Engine;

/** An engine that may not run here, and why. */
export interface Rejection {
  /** Of the engine. */
  name: string;
  /** Why not, for people. */
  reason: string;
}

/** An engine that has passed the model's canaries, with its session. */
export interface RunningEngine {
  name: string;
  /** Why this one, for people. */
  reason: string;
  session: EngineSession;
}

/**
 * The engines to try for a choice, best first. Whatever was asked for, the ones that always run follow, so
 * that a ranking never fails for want of one.
 *
 * @throws INVALID_ARGUMENT for a name that is none
 */
export async function enginesFor(choice: EngineChoice): Promise<Engine[]> {
  const automatic = AUTO.map((name) => BUILT_IN[name]!());
  if (choice === 'auto') return automatic;
  const wanted = typeof choice === 'string' ? BUILT_IN[choice]?.() : choice;
  if (
    typeof wanted?.name !== 'string' ||
    typeof wanted.probe !== 'function' ||
    typeof wanted.open !== 'function'
  ) {
    throw await refusalOf('INVALID_ARGUMENT', 'engine', choice);
  }
  return [wanted, ...automatic.filter(({ name }) => name !== wanted.name)];
}

/**
 * Takes the first engine that is supported here, opens, and passes the model's canaries.
 *
 * @param rejected receives those that did not, and why; engines named in it already are passed over
 * @throws NO_ENGINE listing every reason; its cause is the last failure
 */
export async function selectEngine(
  engines: readonly Engine[],
  student: Student,
  rejected: Rejection[],
): Promise<RunningEngine> {
  let cause: unknown;
  for (const engine of engines) {
    if (rejected.some(({ name }) => name === engine.name)) continue;
    let session: EngineSession | undefined;
    try {
      const probe = await engine.probe();
      if (!probe.supported) {
        rejected.push({ name: engine.name, reason: probe.error });
        continue;
      }
      session = await engine.open(student);
      await checkSession(student, session);
      const reason = engine === engines[0] ? 'The first choice.' : 'The first that works here.';
      return { name: engine.name, reason, session };
    } catch (error) {
      session?.close();
      rejected.push({ name: engine.name, reason: messageOf(error) });
      cause = error;
    }
  }
  const reasons = rejected.map(({ name, reason }) => `${name}: ${reason}`).join(' ');
  throw new PocketRankError('NO_ENGINE', `No engine can run here. ${reasons}`, { cause });
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
