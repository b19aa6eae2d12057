import { clampInt8, roundHalfUp, UNIT } from '../../core/math/rounding.ts';
import type { Random } from '../../core/math/random.ts';
import { createEncoder } from '../../core/student/encode.ts';
import type { Student } from '../../core/student/student.ts';
import { CHOICE_SCALE } from '../train/choices/choice-step.ts';
import { createChoiceWalks, type ChoiceWalks } from '../train/choices/choice-walks.ts';
import { fitSteps, type FitStepsOptions } from '../train/network/fit.ts';
import { codeLoss } from '../train/network/in-batch.ts';
import type { Choice } from '../train/data/interactions.ts';
import { createItemVectors } from '../train/choices/item-vectors.ts';
import type { PairData } from '../train/data/pair-data.ts';
import { createShuffledBatches } from '../train/data/shuffled-batches.ts';
import { readTensors } from '../train/backend/tensorflow.ts';
import type { Tensor, Tensor2D, Tf } from '../train/backend/tf.ts';

export interface ResidualOptions extends Omit<FitStepsOptions, 'take' | 'rates'> {
  /** The time of encoding, ms since 1970. */
  now: number;
  /** Items that the profiles of a step are told apart by, at most, so that what a step holds is bounded. */
  itemsPerStep?: number;
}

const PROFILES_PER_STEP = 512;
const ITEMS_PER_STEP = 8192;
/** Steps that even a small log needs. */
const MIN_STEPS = 30;
const RATE = 0.1;
/** Precision of the prior that a residual is nothing, in choices. */
const PRECISION = 3;

/** Steps that {@link learnResiduals} should take for each profile to teach `epochs` times. */
export function residualSteps(choices: readonly Choice[], epochs: number): number {
  const profiles = new Set(choices.map(({ profile }) => profile)).size;
  return Math.max(MIN_STEPS, Math.ceil((epochs * profiles) / PROFILES_PER_STEP));
}

/**
 * Learns what a log says of each item beyond its content: for each item with enough history a vector to be
 * added to its code. The integer student's codes stay as they are; by a softmax over their cosines with the
 * chosen items, each of these as often as it was chosen, an item's vector moves towards who would choose it and away
 * from the others. Who would is told by walks (see `createChoiceWalks`): those who chose an item are too few. The
 * head's own weights are not asked: it rises with the cosine.
 *
 * @throws INTERRUPTED
 * @returns by item key, in order of the items: integers in the units of a dense code
 */
export async function learnResiduals(
  tf: Tf,
  student: Student,
  data: PairData,
  choices: readonly Choice[],
  options: ResidualOptions,
): Promise<Map<string, Int8Array>> {
  const { width } = student.parameters;
  const { itemsPerStep = ITEMS_PER_STEP } = options;
  const codes = createDenseCodes(student, data, options.now);
  const vectors = createItemVectors(data.items.count, width, choices, PRECISION);
  const walks = createChoiceWalks(choices);
  const everyItem = [...walks.counts.keys()];
  const batchOf = createShuffledBatches(walks.profiles, PROFILES_PER_STEP, options.seed);
  await fitSteps(vectors, {
    ...options,
    rates: { dense: 0, table: RATE },
    async take(step, random, rates) {
      const items =
        everyItem.length <= itemsPerStep
          ? everyItem
          : random.shuffle([...everyItem]).slice(0, itemsPerStep);
      const profiles = batchOf(step);
      const targets = targetsOf(walks, profiles, items, random);
      const own = codes.profiles(profiles);
      const added = vectors.gather(items);
      const sums = codes.items(items).map((x, i) => x + added[i]!);
      const [loss, gradient] = await readTensors(tf, () => {
        const target = tf.tensor2d(targets, [profiles.length, items.length]);
        const asChosen = tf.tensor1d(items.map((item) => Math.log(walks.counts.get(item)!)));
        const lossOf = (x: Tensor): Tensor => {
          const lengths = tf.sqrt(tf.add(tf.sum(tf.square(x), -1, true), 1e-9));
          const units = tf.div(x, lengths) as Tensor2D;
          const asked = tf.tensor2d(own, [profiles.length, width]);
          return codeLoss(tf, asked, units, CHOICE_SCALE, target, asChosen).asScalar();
        };
        const found = tf.valueAndGrad(lossOf)(tf.tensor2d(sums, [items.length, width]));
        return [found.value, found.grad];
      });
      vectors.step(items, gradient!, rates.table, walks.profiles.length);
      return loss![0]!;
    },
  });
  const learned = new Map<string, Int8Array>();
  for (let item = 0; item < data.rankable; item++) {
    if (!vectors.has(item)) continue;
    const integers = Int8Array.from(vectors.of(item), (x) => clampInt8(roundHalfUp(UNIT * x)));
    learned.set(data.itemIds[item]!, integers);
  }
  return learned;
}

/** What each profile's softmax over items should be: profiles × items; walks to other items are left out. */
function targetsOf(
  walks: ChoiceWalks,
  profiles: readonly number[],
  items: readonly number[],
  random: Random,
): Float32Array {
  const places = new Map(items.map((item, i) => [item, i]));
  const targets = new Float32Array(profiles.length * items.length);
  for (const [row, profile] of profiles.entries()) {
    walks.walk(profile, random, (item, mass) => {
      const place = places.get(item);
      if (place !== undefined) targets[row * items.length + place]! += mass;
    });
  }
  return targets;
}

/** The dense codes of the integer student as float vectors of about unit length, each made once. */
function createDenseCodes(student: Student, data: PairData, now: number) {
  const { width } = student.parameters;
  const encoder = createEncoder(student);
  const gather = (encode: (i: number) => Int8Array) => {
    const codes = new Map<number, Float32Array>();
    return (which: readonly number[]): Float32Array => {
      const out = new Float32Array(which.length * width);
      for (const [row, i] of which.entries()) {
        let code = codes.get(i);
        if (code === undefined) {
          code = Float32Array.from(encode(i), (x) => x / UNIT);
          codes.set(i, code);
        }
        out.set(code, row * width);
      }
      return out;
    };
  };
  return {
    profiles: gather((i) => encoder.profile(data.profileObjects[i], now).dense),
    items: gather((i) => new Int8Array(encoder.item(data.itemObjects[i], now).buffer, 0, width)),
  };
}
