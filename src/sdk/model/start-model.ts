import type { Engine } from '../../core/engine.ts';
import { isPocketRankError, PocketRankError } from '../../core/errors.ts';
import { readStudent } from '../../core/student/read.ts';
import type { Student } from '../../core/student/student.ts';
import { defaultModel } from './default-model.ts';
import { loadModelBytes, type LoadedModel, type LoadModelOptions } from './load-model.ts';
import { selectEngine, type Rejection, type RunningEngine } from '../engines/select-engine.ts';
import { ownOptions } from '../own-options.ts';
import { tellListeners } from '../tell-listeners.ts';
import { createSureClock } from '../sure-clock.ts';
import type { RerankerOptions } from '../types.ts';

/** A model that is ready to rank: it has passed its canaries. */
export interface StartedModel {
  loaded: LoadedModel;
  student: Student;
  running: RunningEngine;
  /**
   * Proves the model and keeps it on the device; call it when the page is idle. Without the code for that (the
   * page is offline) nothing is kept.
   *
   * @throws PocketRankError where the model is none that may rank
   */
  prove(): Promise<void>;
}

/**
 * Loads the model and an engine for it; a kept copy that turns out to be none is fetched again, once.
 *
 * @throws what `loadModelBytes`, `proveModel` and `selectEngine` do
 */
export async function startModel(
  options: RerankerOptions & Pick<LoadModelOptions, 'store' | 'isNew'>,
  engines: readonly Engine[],
  rejected: Rejection[],
): Promise<StartedModel> {
  // The clock of `options` is that of the signals, which may replay the past.
  const loadOptions = ownOptions({ ...options, now: createSureClock(Date.now) });
  engines[0]?.prepare?.();
  for (;;) {
    const loaded = await loadModelBytes(
      options.model ?? defaultModel(options.basePath),
      loadOptions,
    ).catch(async (error: unknown) => {
      // Where nobody has said where the model is, the error must tell what to say.
      const code = await import('./default-missing.ts').catch(() => undefined);
      throw code ? code.defaultMissing(error, options) : error;
    });
    if (options.onProgress) tellListeners([options.onProgress], { stage: 'engine' });
    try {
      const student = readStudent(loaded.bytes);
      const running = await selectEngine(engines, student, rejected);
      let proof: Promise<void> | undefined;
      const prove = (): Promise<void> => (proof ??= proveAndKeep(loaded));
      // Where there is no page, nobody waits for the first ranking, and there is no idle time.
      if (typeof document === 'undefined') await prove();
      return { loaded, student, running, prove };
    } catch (error) {
      const { reason, isModel } = await reasonFor(error, loaded.bytes);
      // What the model is not to blame for (no engine's code can be fetched) leaves the kept copy alone.
      if (loaded.from !== 'cache' || !isModel) throw reason;
      await loaded.discard();
      rejected.length = 0;
    }
  }
}

/** A kept copy was proven before it was kept. */
async function proveAndKeep(loaded: LoadedModel): Promise<void> {
  if (loaded.from === 'cache') return;
  const code = await import('./prove-model.ts').catch(() => undefined);
  if (code === undefined) return;
  await code.proveModel(loaded.bytes);
  await loaded.promote();
}

/** Why a model cannot be used: what the proof says, if it has anything to say; and whether it is the model's fault. */
async function reasonFor(
  error: unknown,
  bytes: Uint8Array,
): Promise<{ reason: unknown; isModel: boolean }> {
  const isEngine = isPocketRankError(error, 'NO_ENGINE');
  try {
    await (await import('./prove-model.ts')).proveModel(bytes);
  } catch (reason) {
    if (isPocketRankError(reason)) return { reason, isModel: true };
  }
  if (isPocketRankError(error)) return { reason: error, isModel: !isEngine };
  const whole = 'The model file cannot be read.';
  return { reason: new PocketRankError('INVALID_MODEL', whole, { cause: error }), isModel: true };
}
