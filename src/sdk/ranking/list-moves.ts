import { logRatio } from '../../core/math/log-ratio.ts';
import { createRandom } from '../../core/math/random.ts';
import { UNIT } from '../../core/math/rounding.ts';
import { dotCodes } from '../../core/personalization/affinity.ts';
import { explore } from '../../core/personalization/explore.ts';
import type { PolicyFloor } from '../../core/personalization/policy-floor.ts';
import { spreadOut } from '../../core/personalization/spread-out.ts';
import { itemCodeBytes } from '../../core/student/student.ts';
import type { ListView } from './list-view.ts';
import type { Wishes } from './wishes.ts';

/** Logits for each doubling of impressions, unless the host says how many. */
const USUAL_FATIGUE = 0.3;
/** From this cosine on, codes are of the same ad: towns and dates alone differ. */
const ALIKE = 0.97;
/** Nobody looks further for copies. */
const SPREAD_RANKS = 200;

/** What is taken off the scores of items that were shown and never opened; undefined where that is not wished. */
export function wearOut(view: ListView, { fatigue }: Wishes): Float64Array | undefined {
  if (!fatigue) return undefined;
  const weight = fatigue === true ? USUAL_FATIGUE : fatigue;
  const worn = new Float64Array(view.ids.length);
  for (let i = 0; i < worn.length; i++) {
    const count = view.impressions(i);
    if (count > 0 && view.seen(i)!.types.length === 0) worn[i] = -weight * logRatio(1 + count);
  }
  return worn;
}

/** Moves near-duplicates apart, where that is wished. */
export function moveApart(
  order: Uint32Array,
  view: ListView,
  { spread }: Wishes,
  { depth, poorGrade }: PolicyFloor,
): Uint32Array {
  if (!spread) return order;
  const { options, slots, base } = view.input;
  const { width } = options.student.parameters;
  const stride = itemCodeBytes(options.student);
  const codes = options.engine().session.codes();
  return spreadOut(order, {
    gap: spread === true ? 1 : spread,
    depth: SPREAD_RANKS,
    isTwin(a, b) {
      const dot = dotCodes(codes, slots[a]! * stride, codes, slots[b]! * stride, width);
      return dot >= ALIKE * UNIT * UNIT;
    },
    mayRise: (i, rank) => view.isOpen(i) && (rank >= depth || base.expected[i]! > poorGrade),
  });
}

/** Tries one item at a rank, where that is wished. */
export function tryOne(
  order: Uint32Array,
  view: ListView,
  scores: Float64Array,
  { explore: wish }: Wishes,
  { depth, poorGrade }: PolicyFloor,
): { order: Uint32Array; explored?: number } {
  if (!wish) return { order };
  const { seed, rank = depth, spread = 1 } = wish;
  const { base, day } = view.input;
  const random = createRandom(`explore/${seed}/${day}/${view.key()}`);
  const tried = explore(
    order,
    {
      rank: rank - 1,
      spread,
      scores,
      seen: (i) => view.impressions(i),
      isOpen: (i) => view.isOpen(i) && base.expected[i]! > poorGrade && !view.seen(i)?.types.length,
    },
    random,
  );
  return tried ? { order: tried.order, explored: tried.tried } : { order };
}
