import type { Random } from '../../core/math/random.ts';
import type { Preset } from '../presets.ts';
import { CHOICE_SCALE } from '../teachers/choice-step.ts';
import type { CodeLabels } from './code-labels.ts';
import { codeLoss } from './in-batch.ts';
import type { Choice } from './interactions.ts';
import { createJobVectors, type JobVectors } from './job-vectors.ts';
import type { PairData } from './pair-data.ts';
import type { PairNetwork, Rates } from './pair-network.ts';
import { stepWithVectors } from './step-with-vectors.ts';
import type { Tf } from './tensorflow.ts';

/** What a student's codes learn from. */
export interface CodeLesson {
  labels: CodeLabels;
  /** Of single jobs, learned beside the codes, so that profiles' codes can tell apart what these will. */
  vectors: JobVectors;
  /** Profiles, and jobs, a batch. */
  size: number;
}

const PRECISION = 0.3;
/** Learning rate of the jobs' own vectors, in that of the table. */
const VECTOR_RATE = 0.5;

export function createCodeLesson(
  data: PairData,
  choices: readonly Choice[],
  labels: CodeLabels,
  { student, codesPerBatch }: Pick<Preset, 'student' | 'codesPerBatch'>,
): CodeLesson {
  const vectors = createJobVectors(data.jobs.count, student.width, choices, PRECISION);
  return { labels, vectors, size: codesPerBatch };
}

/**
 * One step of a student whose codes follow a teacher's: the softmax over the cosines of each profile with all jobs
 * of a batch, by their content and by what is learned of single jobs. Each pair of a batch is labelled, for hardly
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
    batch.jobs,
    (profiles, content, sums) =>
      tf.add(
        codeLoss(tf, profiles, content, CHOICE_SCALE, labels.distribution(batch, 'content')),
        codeLoss(tf, profiles, sums, CHOICE_SCALE, labels.distribution(batch, 'job')),
      ),
    rates,
    VECTOR_RATE,
  );
}
