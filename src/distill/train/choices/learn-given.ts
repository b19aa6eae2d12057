import type { GivenWeights } from '../../../core/format/prior.ts';
import { logRatio } from '../../../core/math/log-ratio.ts';
import type { Random } from '../../../core/math/random.ts';
import { standardize } from '../../../core/personalization/given-terms.ts';
import type { LogEvent } from '../../../core/types.ts';
import type { EventTypes } from '../../tables/event-types.ts';
import type { PairData } from '../data/pair-data.ts';
import type { StudentLists } from '../data/student-lists.ts';
import { fitConditionalLogit, type ChoiceSet } from './conditional-logit.ts';

/** What the logging policy's own order and numbers are worth, and from how many choices that was learned. */
export interface LearnedGiven {
  given: GivenWeights;
  choices: number;
}

/** Features of an item of a slate. */
const INTENT = 0;
const SCORE = 1;
const LEARNED_BASE = 2;
const HELD_OUT_BASE = 3;
const POSITION = 4;
const FEATURES = 5;

const MAX_CHOICES = 12_000;
/** Fewer choices than this teach nothing that holds for other users. */
const MIN_CHOICES = 200;
/** Slates that tell chance from intention are at least this share of them, and at most the rest. */
const MIN_BY_CHANCE = 0.05;
const PRECISION = 1;
/** What keeping to the order that people know may cost of the log likelihood, in nats a choice. */
const PRICE_OF_PEACE = 0.003;
/** How little the base score may come to count beside an order. */
const MIN_TRUST = 0.1;

/** What was shown together, and what of it was chosen. */
interface Slate {
  profile: number;
  /** Impressions. */
  shown: LogEvent[];
  /** Keys of items. */
  chosen: Set<string>;
}

/**
 * Learns what a server's order and its numbers tell of what people choose, beyond what the student says: a conditional
 * logit of each choice against what else its slate showed. People choose what stands first also because it stands
 * first. Where the log has propensities and some places were drawn by chance, those tell how much; elsewhere it is
 * taken that what stands at rank r is looked at 1/r as often (the usual curve of examination, Joachims et al. 2017), and
 * what an order tells is what lies beyond. A list is not turned over without need: of an order the most is taken that
 * explains choices worse by no more than a few thousandths of a nat each.
 *
 * @param now the time of events that have none
 * @param heldOut profiles that the student has not learned from: of these the weight of its score is taken
 * @returns weights in logits of the base score; none where the log has neither positions nor scores, or too few
 */
export function learnGiven(
  data: PairData,
  lists: StudentLists,
  events: readonly LogEvent[],
  now: number,
  heldOut: ReadonlySet<number>,
  random: Random,
  types: EventTypes,
): LearnedGiven {
  const slates = readSlates(data, events, types);
  const shown = slates.flatMap((slate) => slate.shown);
  const hasScores = shown.some(({ score }) => score !== undefined);
  const hasPositions = shown.some(({ position = 0 }) => position > 1);
  const choices = random
    .shuffle(slates.flatMap((slate) => [...slate.chosen].map((itemId) => ({ slate, itemId }))))
    .sort((a, b) => Number(heldOut.has(b.slate.profile)) - Number(heldOut.has(a.slate.profile)))
    .slice(0, MAX_CHOICES);
  if (choices.length < MIN_CHOICES || !(hasScores || hasPositions)) {
    return { given: {}, choices: 0 };
  }
  const tellsChance = isRandomized(slates);
  const sets = choices.map(({ slate, itemId }): ChoiceSet => {
    const others = slate.shown.filter((event) => !slate.chosen.has(event.itemId));
    const rows = [slate.shown.find((event) => event.itemId === itemId)!, ...others];
    const items = Int32Array.from(rows, (event) => data.itemIndex.get(event.itemId)!);
    const offset = lists.blend({ profile: slate.profile, items, at: rows[0]!.at ?? now });
    const scores = standardize(rows.map(({ score }) => score ?? Number.NaN));
    const base = heldOut.has(slate.profile) ? HELD_OUT_BASE : LEARNED_BASE;
    const features = new Float64Array(FEATURES * rows.length);
    for (const [k, event] of rows.entries()) {
      const from = FEATURES * k;
      const depth = logRatio(event.position ?? 1);
      features[from + base] = offset[k]!;
      features[from + SCORE] = scores[k]!;
      if (!tellsChance || isMeant(event, slate)) features[from + INTENT] = -depth;
      if (tellsChance) features[from + POSITION] = -depth;
      else offset[k]! -= Math.LN2 * depth;
    }
    return { features, offset, chosen: 0 };
  });
  const { weights, deviations } = fitConditionalLogit(sets, FEATURES, PRECISION);
  const trust = Math.max(MIN_TRUST, 1 + weights[HELD_OUT_BASE]!);
  const stated = (weight: number): number => Math.max(0, Math.round((1e4 * weight) / trust) / 1e4);
  // Near its top the log likelihood is a parabola, whose width the deviation tells.
  const leeway = deviations[INTENT]! * Math.sqrt(2 * PRICE_OF_PEACE * sets.length);
  return {
    given: {
      ...(hasPositions && { order: stated(weights[INTENT]! + leeway) }),
      ...(hasScores && { values: stated(weights[SCORE]!) }),
    },
    choices: choices.length,
  };
}

/** Slates with a choice and something that was not chosen. */
function readSlates(data: PairData, events: readonly LogEvent[], types: EventTypes): Slate[] {
  const slates = new Map<string, Slate>();
  const choices: LogEvent[] = [];
  const keyOf = ({ profileId, slateId }: LogEvent): string => `${profileId}\n${slateId}`;
  for (const event of events) {
    if (event.slateId === undefined) continue;
    if (types.isChoice(event.type)) choices.push(event);
    if (event.type !== 'impression') continue;
    const slate = slates.get(keyOf(event));
    if (slate !== undefined) slate.shown.push(event);
    else {
      const profile = data.profileIndex.get(event.profileId)!;
      slates.set(keyOf(event), { profile, shown: [event], chosen: new Set() });
    }
  }
  for (const event of choices) {
    const slate = slates.get(keyOf(event));
    if (slate?.shown.some(({ itemId }) => itemId === event.itemId)) slate.chosen.add(event.itemId);
  }
  return [...slates.values()].filter(
    ({ shown, chosen }) => chosen.size > 0 && chosen.size < shown.length,
  );
}

/** Whether the policy meant the item to stand where it stood: it was likelier than by an even draw. */
const isMeant = ({ propensity = 1 }: LogEvent, { shown }: Slate): boolean =>
  propensity * shown.length > 1;

/** Whether enough stands where it does by chance, and enough by intention, to tell them apart. */
function isRandomized(slates: readonly Slate[]): boolean {
  let rows = 0;
  let meant = 0;
  for (const slate of slates) {
    for (const event of slate.shown) {
      if (event.propensity === undefined) return false;
      rows++;
      if (isMeant(event, slate)) meant++;
    }
  }
  return meant >= MIN_BY_CHANCE * rows && meant <= (1 - MIN_BY_CHANCE) * rows;
}
