import type { Side } from '../../core/features/schema.ts';
import type { Random } from '../../core/math/random.ts';
import { CHOICE_SCALE } from '../train/choices/choice-step.ts';
import type { Teacher } from './teacher.ts';
import type { ItemVectors } from '../train/choices/item-vectors.ts';
import { normalizeRows } from '../train/network/normalize-rows.ts';
import type { PairData } from '../train/data/pair-data.ts';
import type { PairNetwork } from '../train/network/pair-network.ts';
import type { Tensor2D, Tf } from '../train/backend/tf.ts';

/** Profiles and items to be told apart, each with each. */
export interface CodeBatch {
  profiles: number[];
  items: number[];
}

/** What a click teacher of choices says of any of many profiles and items. */
export interface CodeLabels {
  /** The profiles that may be asked for. */
  readonly profiles: readonly number[];
  /**
   * Draws `count` profiles evenly and as many items, which come as often as they are chosen, so that popularity
   * itself earns nothing.
   */
  draw(count: number, random: Random): CodeBatch;
  /**
   * The teacher's distribution over the items of a batch, for each profile: profiles × items.
   *
   * @param by what items say of themselves, or that with what the teacher learned of single items
   */
  distribution(batch: CodeBatch, by: 'content' | 'item'): Tensor2D;
}

const ENCODED_PER_PASS = 512;

/**
 * Encodes profiles and all items once with each network of a teacher. Side by side, divided by their number, the
 * codes of several networks are one code whose products are the mean cosine.
 *
 * @param teacher one that has vectors, and so scores by cosines
 * @param chosen items as often as they were chosen
 */
export async function createCodeLabels(
  tf: Tf,
  data: PairData,
  { networks, vectors }: Pick<Teacher, 'networks'> & { vectors: readonly ItemVectors[] },
  profiles: readonly number[],
  chosen: readonly number[],
): Promise<CodeLabels> {
  const width = networks.reduce((sum, { size }) => sum + size.width, 0);
  const places = new Map(profiles.map((profile, i) => [profile, i]));
  const items = Array.from({ length: data.rankable }, (_, item) => item);
  const codes = {
    profile: new Float32Array(profiles.length * width),
    content: new Float32Array(items.length * width),
    item: new Float32Array(items.length * width),
  };
  let at = 0;
  for (const [k, network] of networks.entries()) {
    const own = network.size.width;
    const put = (to: Float32Array, from: Float32Array): void => {
      for (let row = 0; row * width < to.length; row++) {
        to.set(from.subarray(row * own, (row + 1) * own), row * width + at);
      }
    };
    put(codes.profile, await encodeAll(network, 'profile', profiles));
    const content = await encodeAll(network, 'item', items);
    put(codes.content, content);
    for (const item of items) {
      for (const [d, x] of vectors[k]!.of(item).entries()) content[item * own + d]! += x;
    }
    put(codes.item, normalizeRows(content, own));
    at += own;
  }
  const rows = (of: Float32Array, which: readonly number[]): Tensor2D => {
    const out = new Float32Array(which.length * width);
    for (const [i, row] of which.entries()) {
      out.set(of.subarray(row * width, (row + 1) * width), i * width);
    }
    return tf.tensor2d(out, [which.length, width]);
  };
  return {
    profiles,
    draw: (count, random) => ({
      profiles: Array.from({ length: count }, () => random.pick(profiles)),
      items: Array.from({ length: count }, () => random.pick(chosen)),
    }),
    distribution(batch, by) {
      const asked = rows(
        codes.profile,
        batch.profiles.map((profile) => places.get(profile)!),
      );
      const cosines = tf.matMul(asked, tf.transpose(rows(codes[by], batch.items)));
      return tf.softmax(tf.mul(CHOICE_SCALE / networks.length, cosines)) as Tensor2D;
    },
  };
}

async function encodeAll(
  network: PairNetwork,
  side: Side,
  which: readonly number[],
): Promise<Float32Array> {
  const { width } = network.size;
  const codes = new Float32Array(which.length * width);
  for (let from = 0; from < which.length; from += ENCODED_PER_PASS) {
    const part = which.slice(from, from + ENCODED_PER_PASS);
    codes.set(await network.encode(side, part), from * width);
  }
  return codes;
}
