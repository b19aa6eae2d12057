import type { Random } from '../../core/math/random.ts';
import { denseProduct } from './dense-product.ts';
import { makeBatch, type Batch, type CandidateList } from './lists.ts';
import { headLogits, listwiseLoss, POLICY } from './losses.ts';
import type { PairData } from './pair-data.ts';
import type { Loss, PairNetwork, Rates } from './pair-network.ts';
import type { Tensor2D, Tf } from './tensorflow.ts';

/** A profile and the jobs that certainly fit it, any of which may stand for it in a step. */
export interface Match {
  profile: number;
  jobs: readonly number[];
  /** What the profile belongs to; others of the same or a related group do not count as wrong. */
  group: number;
}

/** Matches to learn codes from, and which groups are near. */
export interface Matches {
  list: readonly Match[];
  related: ReadonlyMap<number, ReadonlySet<number>>;
}

/** The matches of several taxonomies as one; undefined where there are none. */
export function joinMatches(parts: readonly Matches[]): Matches | undefined {
  const list: Match[] = [];
  const related = new Map<number, ReadonlySet<number>>();
  let groups = 0;
  for (const part of parts) {
    let top = -1;
    for (const match of part.list) {
      top = Math.max(top, match.group);
      list.push({ ...match, group: match.group + groups });
    }
    for (const [group, near] of part.related) {
      related.set(group + groups, new Set([...near].map((other) => other + groups)));
      for (const other of near) top = Math.max(top, other);
    }
    groups += top + 1;
  }
  return list.length === 0 ? undefined : { list, related };
}

/** How matches are mixed into other training. */
export interface WarmStart {
  matches: Matches;
  /** Steps on matches alone, before anything else; after them every other step is on matches. */
  steps: number;
  /** Matches a batch. */
  size: number;
}

/** Whether a step is one on matches. */
export function isWarmStep(warm: WarmStart | undefined, step: number): warm is WarmStart {
  return warm !== undefined && (step < warm.steps || step % 2 === 1);
}

/**
 * One step on matches: by turns over codes alone and, once the warm start is over, through the head, so that
 * what the head learns of whole profiles does not drown what codes say of bare titles.
 */
export function matchStep(
  tf: Tf,
  data: PairData,
  network: PairNetwork,
  warm: WarmStart,
  step: number,
  rates: Rates,
  random: Random,
): Promise<number> {
  if (step < warm.steps || step % 4 === 1) return contrastStep(tf, network, warm, rates, random);
  const { batch, loss } = headBatch(tf, data, warm.matches, random);
  return network.step(batch, loss, rates);
}

const HEAD_LISTS = 32;
const HEAD_PER_LIST = 32;

/** Lists of one matching job and others of no related group, for a listwise loss on the policy output. */
function headBatch(
  tf: Tf,
  data: PairData,
  { list, related }: Matches,
  random: Random,
): { batch: Batch; loss: Loss } {
  const pool = Array.from({ length: 4 * HEAD_PER_LIST }, () => random.pick(list));
  const lists = Array.from({ length: HEAD_LISTS }, (): CandidateList => {
    const match = random.pick(list);
    const near = related.get(match.group);
    const jobs = new Int32Array(HEAD_PER_LIST).fill(random.pick(match.jobs));
    for (let k = 1; k < HEAD_PER_LIST; k++) {
      let other = random.pick(pool);
      for (let tries = 0; tries < 8; tries++) {
        if (other.group !== match.group && !near?.has(other.group)) break;
        other = random.pick(pool);
      }
      jobs[k] = random.pick(other.jobs);
    }
    return { profile: match.profile, jobs, at: 0 };
  });
  const target = new Float32Array(HEAD_LISTS * HEAD_PER_LIST);
  for (let b = 0; b < HEAD_LISTS; b++) target[b * HEAD_PER_LIST] = 1;
  return {
    batch: makeBatch(data, lists),
    loss: (logits) =>
      listwiseLoss(
        tf,
        headLogits(tf, logits, POLICY),
        tf.tensor2d(target, [HEAD_LISTS, HEAD_PER_LIST]),
      ),
  };
}

/** Softmax scale of cosines. */
const SCALE = 14;
/** Share of batches drawn from groups near each other, where telling apart is hard. */
const HARD_SHARE = 0.25;

/**
 * One step of in-batch softmax (Henderson et al., arXiv 1705.00652) over the cosines of codes: each
 * profile's job against the jobs of all others in the batch, those of the same or a related group masked.
 */
export function contrastStep(
  tf: Tf,
  network: PairNetwork,
  { matches, size }: WarmStart,
  rates: Rates,
  random: Random,
): Promise<number> {
  const batch = random.next() < HARD_SHARE ? nearBatch(matches, size, random) : undefined;
  const pairs = batch ?? Array.from({ length: size }, () => random.pick(matches.list));
  const profiles = Int32Array.from(pairs, (pair) => pair.profile);
  const jobs = Int32Array.from(pairs, (pair) => random.pick(pair.jobs));
  const mask = new Float32Array(size * size);
  for (let i = 0; i < size; i++) {
    const near = matches.related.get(pairs[i]!.group);
    for (let j = 0; j < size; j++) {
      const group = pairs[j]!.group;
      if (i !== j && (group === pairs[i]!.group || near?.has(group))) mask[i * size + j] = -1e4;
    }
  }
  return network.stepCodes(
    profiles,
    jobs,
    (profileCodes, jobCodes) => {
      const cosines = denseProduct(tf, profileCodes, tf.transpose(jobCodes) as Tensor2D);
      const logits = tf.add(tf.mul(SCALE, cosines), tf.tensor2d(mask, [size, size]));
      return tf.neg(tf.div(tf.sum(tf.mul(tf.eye(size), tf.logSoftmax(logits))), size));
    },
    rates,
  );
}

/** A run of the list, which holds near groups side by side. */
function nearBatch({ list }: Matches, size: number, random: Random): Match[] | undefined {
  if (list.length < 8 * size) return undefined;
  const width = 4 * size;
  const from = random.integer(list.length - width);
  return Array.from({ length: size }, () => list[from + random.integer(width)]!);
}
