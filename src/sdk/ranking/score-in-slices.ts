import type { EngineSession } from '../../core/engine.ts';
import type { FoldedProfile } from './fold-profile.ts';
import { SLICE_MS, type Pause } from './pacer.ts';

/** Items of the first slice: far less than {@link SLICE_MS} on any engine and any device. */
const FIRST_SLICE = 256;

/**
 * Scores a list of any length without keeping the page waiting: an engine that computes on the main thread
 * gets the list in slices that grow as fast as it turns out to be. One that computes elsewhere (its `score`
 * returns a promise) gets the rest at once.
 *
 * @param out receives an integer for each output, for each of `slots`
 * @param pause called after each slice
 * @throws ENGINE_FAILED, or what `pause` does
 */
export async function scoreInSlices(
  session: EngineSession,
  { query, evidence }: FoldedProfile,
  slots: Uint32Array,
  out: Int32Array,
  pause: Pause,
): Promise<void> {
  const outputs = query.outDot.length;
  let length = FIRST_SLICE;
  for (let from = 0; from < slots.length;) {
    const end = Math.min(from + length, slots.length);
    const start = performance.now();
    const working = session.score(
      query,
      evidence,
      slots.subarray(from, end),
      out.subarray(outputs * from, outputs * end),
    );
    if (working) {
      await working;
      length = Infinity;
    } else if (performance.now() - start < SLICE_MS / 4) {
      length *= 2;
    }
    from = end;
    const pausing = pause();
    if (pausing) await pausing;
  }
}
