import { isPocketRankError } from '../../core/errors.ts';
import { loadScalarSession } from '../engines/scalar.ts';
import { whenIdle } from '../page/when-idle.ts';
import { loadPersonalize } from '../ranking/personal-part.ts';
import type { UpdateResult } from '../types.ts';
import type { Session } from './session.ts';

/** Does when the page is idle what no ranking need wait for. */
export function startIdleWork(session: Session): void {
  const { ready, stops, codeKeeper } = session;
  if (session.personal === session.device) codeKeeper?.restore();
  // A ranking that waits for the signals leaves the page idle, but not for this.
  void ready.then(() => {
    if (session.isDisposed) return;
    // What may be needed later is fetched while the network is there.
    stops.add(
      whenIdle(async () => void (await Promise.all([loadPersonalize(), loadScalarSession()]))),
    );
    stops.add(whenIdle(() => prove(session)));
    if (!session.loaded.isFinal)
      stops.add(whenIdle(async () => void (session.isDisposed || (await update(session)))));
    watchWhenIdle(session);
  });
}

/** Proves the model. One that is refused ranks no more. */
export async function prove(session: Session): Promise<void> {
  try {
    await session.prove();
  } catch (error) {
    if (isPocketRankError(error)) session.refusal = error;
  }
}

/** Asks the server for a newer model. */
export const update = ({ loaded }: Session): Promise<UpdateResult> =>
  import('../model/update-model.ts').then(
    ({ updateModel }) => updateModel(loaded),
    () => 'failed',
  );

/** Checks the engine again and remembers what is known of it. */
export function watchWhenIdle(session: Session): void {
  const { stops, loaded, student, rejected, now, engine, known } = session;
  const stop = whenIdle(async () => {
    stops.delete(stop);
    const { watchEngine } = await import('../model/engine-watch.ts');
    if (session.isDisposed) return;
    await watchEngine({
      store: session.personal,
      modelHash: loaded.hash,
      student,
      rejected,
      now,
      device: globalThis.navigator?.userAgent ?? '',
      spareSlot: known.reserved,
      running: engine.get,
      replace: engine.replace,
    });
  });
  stops.add(stop);
}
