import { createAdam } from '../network/adam.ts';
import { MAP_ONE } from '../../../core/personalization/map-signals.ts';
import { clampInt8, roundHalfUp, UNIT } from '../../../core/math/rounding.ts';
import type { Random } from '../../../core/math/random.ts';
import type { StudentLists } from '../data/student-lists.ts';

/** Fewer choices than this do not tell how one follows from others. */
const MIN_CHOICES = 3000;
const BATCH = 256;
const EPOCHS = 8;
/** Logits of a cosine of 1 before anything is learned. */
const SCALE = 8;
const RATE = 0.02;
/** How strongly the map is drawn to what changes nothing. */
const DRAWN = 1e-4;
/** How many of the others' choices are known, each as often. */
const KNOWN = [1, 2, 3, 5, 10];
/** What is not to be told apart: another choice of the same person, and the same item again. */
const MASKED = -1e9;

/**
 * Learns what the dense vectors of signals become, so that what people choose beside them is alike: each choice of a
 * person from their others, against the choices of others in a batch. What is common explains nothing there, since it
 * stands among the others as often.
 *
 * Source: Rendle et al., Factorizing personalized Markov chains, WWW 2010, with the factors' place taken by codes.
 *
 * @param lists codes of what items say of themselves
 * @param chosen the items of each person that may be learned from
 * @returns width × width integers, {@link MAP_ONE} is 1; undefined where there are too few choices
 */
export function learnMap(
  { codes, stride, width }: Pick<StudentLists, 'codes' | 'stride' | 'width'>,
  chosen: readonly (readonly number[])[],
  random: Random,
): Int8Array | undefined {
  const people = chosen.filter((own) => own.length > 1);
  const choices = people.flatMap((own, person) => own.map((item) => ({ person, item })));
  if (choices.length < MIN_CHOICES) return undefined;
  const vector = (item: number, to: Float32Array, at: number, factor: number): void => {
    for (let d = 0; d < width; d++) {
      to[at + d]! += (factor * ((codes[item * stride + d]! << 24) >> 24)) / UNIT;
    }
  };
  const map = new Float32Array(width * width);
  for (let d = 0; d < width; d++) map[d * width + d] = SCALE;
  const adam = createAdam();
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    random.shuffle(choices);
    for (let from = 0; from + BATCH <= choices.length; from += BATCH) {
      const batch = choices.slice(from, from + BATCH);
      const pasts = new Float32Array(BATCH * width);
      const targets = new Float32Array(BATCH * width);
      for (const [row, { person, item }] of batch.entries()) {
        vector(item, targets, row * width, 1);
        const others = random.shuffle(people[person]!.filter((other) => other !== item));
        const known = others.slice(0, random.pick(KNOWN));
        for (const other of known) vector(other, pasts, row * width, 1 / (known.length + 0.5));
      }
      const gradient = gradientOf(map, pasts, targets, batch, width);
      for (let i = 0; i < map.length; i++) {
        const neutral = i % (width + 1) === 0 ? SCALE : 0;
        gradient[i]! += DRAWN * (map[i]! - neutral);
      }
      adam.begin();
      adam.update('map', map, gradient, RATE * (1 - epoch / EPOCHS));
    }
  }
  return Int8Array.from(map, (value) => clampInt8(roundHalfUp((MAP_ONE * value) / SCALE)));
}

/** The gradient of a batch's softmax loss by the map, whose row d makes the d-th number of a signal's vector. */
function gradientOf(
  map: Float32Array,
  pasts: Float32Array,
  targets: Float32Array,
  batch: readonly { person: number; item: number }[],
  width: number,
): Float32Array {
  const mapped = multiply(pasts, map, width);
  const gradient = new Float32Array(width * width);
  const logits = new Float64Array(BATCH);
  const pull = new Float32Array(width);
  for (const [row, own] of batch.entries()) {
    let top = -Infinity;
    for (const [other, { person, item }] of batch.entries()) {
      const isOther = other !== row && (person === own.person || item === own.item);
      logits[other] = isOther
        ? MASKED
        : dotRows(mapped, row * width, targets, other * width, width);
      top = Math.max(top, logits[other]!);
    }
    let total = 0;
    for (let other = 0; other < BATCH; other++) {
      logits[other] = Math.exp(logits[other]! - top);
      total += logits[other]!;
    }
    pull.fill(0);
    for (let other = 0; other < BATCH; other++) {
      const share = (logits[other]! / total - Number(other === row)) / BATCH;
      if (Math.abs(share) < 1e-9) continue;
      for (let d = 0; d < width; d++) pull[d]! += share * targets[other * width + d]!;
    }
    for (let d = 0; d < width; d++) {
      for (let k = 0; k < width; k++) {
        gradient[d * width + k]! += pull[d]! * pasts[row * width + k]!;
      }
    }
  }
  return gradient;
}

function dotRows(
  a: Float32Array,
  aAt: number,
  b: Float32Array,
  bAt: number,
  width: number,
): number {
  let sum = 0;
  for (let d = 0; d < width; d++) sum += a[aAt + d]! * b[bAt + d]!;
  return sum;
}

/** Each row of `rows`, mapped. */
function multiply(rows: Float32Array, map: Float32Array, width: number): Float32Array {
  const out = new Float32Array(rows.length);
  for (let from = 0; from < rows.length; from += width) {
    for (let d = 0; d < width; d++) {
      out[from + d] = dotRows(map, d * width, rows, from, width);
    }
  }
  return out;
}
