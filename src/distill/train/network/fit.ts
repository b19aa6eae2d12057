import { PocketRankError } from '../../../core/errors.ts';
import { createRandom, type Random } from '../../../core/math/random.ts';
import type { Batch } from '../data/lists.ts';
import type { Loss, PairNetwork, Rates } from './pair-network.ts';

/** Where training keeps its state between interruptions. */
export interface Checkpoint {
  saved: { step: number; state: Record<string, Float32Array> } | undefined;
  save(step: number, state: Record<string, Float32Array>): Promise<void>;
}

/** What a training changes, and so all that a checkpoint holds. */
export type Trained = Pick<PairNetwork, 'save' | 'restore'>;

export interface FitStepsOptions {
  seed: string;
  steps: number;
  /** Takes a step and returns its loss; all randomness from `random`, which is the step's own. */
  take(step: number, random: Random, rates: Rates): Promise<number>;
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

export interface FitOptions extends Omit<FitStepsOptions, 'take'> {
  /** Makes the batch of a step, or takes another kind of step itself and returns its loss; all randomness from `random`, which is the step's own. */
  next(
    step: number,
    random: Random,
  ): { batch: Batch; loss: Loss } | ((rates: Rates) => Promise<number>);
  /** What such steps train beside the network; the names of its state are its own. */
  beside?: Trained | undefined;
}

/** Trains a network by {@link fitSteps}. */
export function fit(network: PairNetwork, { next, beside, ...options }: FitOptions): Promise<void> {
  const trained: Trained = {
    save: () => ({ ...network.save(), ...beside?.save() }),
    restore(state) {
      network.restore(state);
      beside?.restore(state);
    },
  };
  return fitSteps(trained, {
    ...options,
    take(step, random, rates) {
      const taken = next(step, random);
      return typeof taken === 'function'
        ? taken(rates)
        : network.step(taken.batch, taken.loss, rates);
    },
  });
}

/**
 * Trains for a fixed number of steps. Each step draws from a random stream of its own, so that a
 * resumed run gives the bytes of an uninterrupted one.
 *
 * @throws INTERRUPTED after saving a checkpoint, when `signal` is aborted
 */
export async function fitSteps(trained: Trained, options: FitStepsOptions): Promise<void> {
  const { steps, rates, checkpoint, signal, checkpointEvery = 200 } = options;
  let first = 0;
  const saved = checkpoint?.saved;
  if (saved !== undefined) {
    trained.restore(saved.state);
    first = saved.step;
    options.onStep?.(first, Number.NaN);
  }
  for (let step = first; step < steps; step++) {
    const random = createRandom(`${options.seed}/${step}`);
    const decay = 1 - 0.9 * (step / steps);
    const now = { dense: rates.dense * decay, table: rates.table * decay };
    const value = await options.take(step, random, now);
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
      await checkpoint.save(done, trained.save());
    }
    if (signal?.aborted) {
      throw new PocketRankError('INTERRUPTED', `Training stopped at step ${done} of ${steps}.`, {
        hint: 'Run the same command again to go on from there.',
      });
    }
  }
}
