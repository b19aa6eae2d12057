import type { Random } from '../../../core/math/random.ts';
import { CHOICE_SCALE } from '../choices/choice-step.ts';
import type { CodeLabels } from '../../teachers/code-labels.ts';
import { codeLoss } from '../network/in-batch.ts';
import type { Choice } from '../data/interactions.ts';
import { createItemVectors, type ItemVectors } from '../choices/item-vectors.ts';
import type { PairData } from '../data/pair-data.ts';
import type { PairNetwork, Rates } from '../network/pair-network.ts';
import type { NetworkSize } from '../network/network-size.ts';
import { stepWithVectors } from '../choices/step-with-vectors.ts';
import type { Tf } from '../backend/tf.ts';

/** What a student's codes learn from. */
export interface CodeLesson {
  labels: CodeLabels;
  /** Of single items, learned beside the codes, so that profiles' codes can tell apart what these will. */
  vectors: ItemVectors;
  /** Profiles, and items, a batch. */
  size: number;
}

const PRECISION = 0.3;
/** Learning rate of the items' own vectors, in that of the table. */
const VECTOR_RATE = 0.5;

export function createCodeLesson(
  data: PairData,
  choices: readonly Choice[],
  labels: CodeLabels,
  { student, codesPerBatch }: { student: NetworkSize; codesPerBatch: number },
): CodeLesson {
  const vectors = createItemVectors(data.items.count, student.width, choices, PRECISION);
  return { labels, vectors, size: codesPerBatch };
}

/**
 * One step of a student whose codes follow a teacher's: the softmax over the cosines of each profile with all items
 * of a batch, by their content and by what is learned of single items. Each pair of a batch is labelled, for hardly
 * more than encoding costs.
 */
export function distillCodes(
  tf: Tf,
  network: PairNetwork,
  { labels, vectors, size }: CodeLesson,
  rates: Rates,
  random: Random,
): Promise<number> {
  const batch = labels.draw(size, random);
  return stepWithVectors(
    network,
    vectors,
    batch.profiles,
    batch.items,
    (profiles, content, sums) =>
      tf.add(
        codeLoss(tf, profiles, content, CHOICE_SCALE, labels.distribution(batch, 'content')),
        codeLoss(tf, profiles, sums, CHOICE_SCALE, labels.distribution(batch, 'item')),
      ),
    rates,
    VECTOR_RATE,
  );
}
