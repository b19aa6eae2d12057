import { PocketRankError } from '../../core/errors.ts';
import { createRandom, type Random } from '../../core/math/random.ts';
import type { Batch } from './lists.ts';
import type { Loss, PairNetwork, Rates } from './pair-network.ts';

/** Where training keeps its state between interruptions. */
export interface Checkpoint {
  saved: { step: number; state: Record<string, Float32Array> } | undefined;
  save(step: number, state: Record<string, Float32Array>): Promise<void>;
}

export interface FitOptions {
  seed: string;
  steps: number;
  /** Makes the batch of a step, or takes another kind of step itself and returns its loss; all randomness from `random`, which is the step's own. */
  next(
    step: number,
    random: Random,
  ): { batch: Batch; loss: Loss } | ((rates: Rates) => Promise<number>);
  /** Learning rates at the start; they fall linearly to a tenth of it. */
  rates: Rates;
  /** Called after each step with the number done; once with the first step's when resuming, without a loss. */
  onStep?: (step: number, loss: number) => void;
  checkpoint?: Checkpoint;
  /** Steps between checkpoints. */
  checkpointEvery?: number;
  /** Asked for an interruption (Ctrl-C). */
  signal?: AbortSignal;
}

/**
 * Trains a network for a fixed number of steps. Each step draws from a random stream of its own, so that a
 * resumed run gives the bytes of an uninterrupted one.
 *
 * @throws INTERRUPTED after saving a checkpoint, when `signal` is aborted
 */
export async function fit(network: PairNetwork, options: FitOptions): Promise<void> {
  const { steps, rates, checkpoint, signal, checkpointEvery = 200 } = options;
  let first = 0;
  const saved = checkpoint?.saved;
  if (saved !== undefined) {
    network.restore(saved.state);
    first = saved.step;
    options.onStep?.(first, Number.NaN);
  }
  for (let step = first; step < steps; step++) {
    const next = options.next(step, createRandom(`${options.seed}/${step}`));
    const decay = 1 - 0.9 * (step / steps);
    const now = { dense: rates.dense * decay, table: rates.table * decay };
    const value = await (typeof next === 'function'
      ? next(now)
      : network.step(next.batch, next.loss, now));
    if (!Number.isFinite(value)) {
      throw new PocketRankError(
        'INVALID_ARGUMENT',
        `Training diverged at step ${step + 1} of ${steps}.`,
        { hint: 'Lower the learning rate.' },
      );
    }
    options.onStep?.(step + 1, value);
    const done = step + 1;
    // Lets signals and progress through; before the checkpoint, so that an interruption saves one.
    if (done % 8 === 0) await new Promise<void>((resolve) => setImmediate(resolve));
    if (checkpoint && (done === steps || done % checkpointEvery === 0 || signal?.aborted)) {
      await checkpoint.save(done, network.save());
    }
    if (signal?.aborted) {
      throw new PocketRankError('INTERRUPTED', `Training stopped at step ${done} of ${steps}.`, {
        hint: 'Run the same command again to go on from there.',
      });
    }
  }
}
