import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../../src/core/math/random.ts';
import type { LogEvent } from '../../../../src/core/types.ts';
import {
  estimateOffPolicy,
  type OffPolicyEstimate,
} from '../../../../src/distill/evaluate/off-policy/estimate.ts';
import { readLoggedPlaces } from '../../../../src/distill/evaluate/off-policy/logged-places.ts';
import { placeChances } from '../../../../src/distill/evaluate/off-policy/place-chances.ts';
import { createTrueScores } from '../../../../src/domains/jobs/market/behaviour/true-scores.ts';
import { createMarket } from '../../../../src/domains/jobs/market/create-market.ts';
import { loadTaxonomy } from '../../../../src/domains/jobs/taxonomy/index.ts';

const taxonomy = loadTaxonomy();
const PEOPLE = 40;
const ITEMS = 6;
const EXAMINED = [0.9, 0.5, 0.2];

/** A world in which chances are known, a logger with favourites, and a ranker that disagrees with it. */
function drawWorld(random: Random) {
  const table = () =>
    Array.from({ length: PEOPLE }, () => Array.from({ length: ITEMS }, () => random.normal()));
  const attraction = table().map((row) => row.map((x) => 1 / (1 + Math.exp(1 - x))));
  const logger = table().map((row) => {
    const exps = row.map((x) => Math.exp(0.7 * x));
    const total = exps.reduce((a, b) => a + b, 0);
    return exps.map((x) => x / total);
  });
  const ranker = attraction.map((row) => row.map((a) => a + 0.1 * random.normal()));
  return { attraction, logger, ranker };
}
type World = ReturnType<typeof drawWorld>;

/** Rows as a product writes them that fills one place at a time. */
function drawLog({ attraction, logger }: World, rows: number, random: Random): LogEvent[] {
  const events: LogEvent[] = [];
  for (let n = 0; n < rows; n++) {
    const person = random.integer(PEOPLE);
    const at = random.integer(EXAMINED.length);
    const item = random.weighted(logger[person]!);
    const shown = {
      profileId: `p${person}`,
      itemId: `j${item}`,
      slateId: `s${n}`,
      position: at + 1,
      propensity: logger[person]![item]!,
    };
    events.push({ ...shown, type: 'impression' });
    if (random.next() < EXAMINED[at]! * attraction[person]![item]!) {
      events.push({ ...shown, type: 'click' });
    }
  }
  return events;
}

/** What the ranker really earns a place. */
function trueValue({ attraction, ranker }: World): number {
  let total = 0;
  for (const [person, scores] of ranker.entries()) {
    const order = scores.map((_, item) => item).sort((a, b) => scores[b]! - scores[a]!);
    for (const [at, chance] of EXAMINED.entries())
      total += chance * attraction[person]![order[at]!]!;
  }
  return total / (PEOPLE * EXAMINED.length);
}

function estimate(
  world: World,
  events: readonly LogEvent[],
  replicates: number,
): OffPolicyEstimate {
  const { places } = readLoggedPlaces(events);
  const scores = places.map(({ profileId, candidates }) =>
    candidates.map((id) => world.ranker[Number(profileId.slice(1))]![Number(id.slice(1))]!),
  );
  return estimateOffPolicy(places, scores, { replicates });
}

const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((x) => (x - mean(values)) ** 2)));

describe('off-policy estimates of a log whose truth is known', () => {
  const LOGS = 150;
  const world = drawWorld(createRandom('world'));
  const truth = trueValue(world);
  const estimates = Array.from({ length: LOGS }, (_, n) =>
    estimate(world, drawLog(world, 1200, createRandom(`log ${n}`)), 100),
  );
  const means = (name: 'ips' | 'snips' | 'dr') => estimates.map((one) => one[name].mean);

  it.each(['ips', 'snips', 'dr'] as const)('%s is right on average', (name) => {
    const values = means(name);
    expect(Math.abs(mean(values) - truth)).toBeLessThan(
      (3.5 * deviation(values)) / Math.sqrt(LOGS) + 0.002,
    );
  });

  it('what the log itself earned is no estimate of it', () => {
    const events = drawLog(world, 20_000, createRandom('long log'));
    const clicks = events.filter(({ type }) => type === 'click').length;
    expect(Math.abs(clicks / (events.length - clicks) - truth)).toBeGreaterThan(0.05);
  });

  it('self-normalizing and a model of click rates take variance away', () => {
    expect(deviation(means('snips'))).toBeLessThan(0.95 * deviation(means('ips')));
    expect(deviation(means('dr'))).toBeLessThan(0.95 * deviation(means('ips')));
  });

  it.each(['ips', 'snips', 'dr'] as const)('the intervals of %s hold the truth', (name) => {
    const held = estimates.filter((one) => one[name].low <= truth && truth <= one[name].high);
    expect(held.length / LOGS).toBeGreaterThan(0.88);
  });
});

describe('off-policy estimates of the simulated market', () => {
  const market = createMarket({
    seed: 5,
    occupations: taxonomy.occupations.slice(0, 6).map(({ id }) => id),
    profiles: 150,
    items: 120,
    sessions: 1500,
    slateSize: 20,
    validationShare: 0,
  });
  const { truth } = market;
  const attractionOf = createTrueScores(truth, taxonomy);
  const { places, skipped } = readLoggedPlaces(market.events);

  /** The clicks a place that a ranking earns by the rules of the simulation. */
  function earned(sign: number): number {
    let total = 0;
    const pages = new Map(places.map((place) => [place.candidates, place]));
    for (const [candidates, { profileId, at }] of pages) {
      const sorted = candidates
        .map((id) => attractionOf(profileId, id, at!).attraction)
        .sort((a, b) => sign * (b - a));
      let scrolling = 1;
      for (const [k, attraction] of sorted.entries()) {
        const click = scrolling * truth.examination[k]! * attraction;
        total += click;
        scrolling -= click * (1 - truth.continuation);
      }
    }
    return total / places.length;
  }

  it.each([
    ['best', 1],
    ['worst', -1],
  ])('finds what the %s order would have earned', (_, sign) => {
    expect(skipped).toEqual({ noPropensity: 0, zeroPropensity: 0, noPosition: 0 });
    const scores = places.map(({ profileId, candidates, at }) =>
      candidates.map((id) => sign * attractionOf(profileId, id, at!).attraction),
    );
    const { ips, snips, dr } = estimateOffPolicy(places, scores, { replicates: 200 });
    const real = earned(sign);
    for (const { mean: value, low, high } of [ips, snips, dr]) {
      // Who clicks may stop, so clicks depend on the neighbours above, which the estimate leaves out.
      expect(Math.abs(value - real)).toBeLessThan(0.12 * real + (high - low) / 2);
    }
    const clicks = places.filter(({ clicked }) => clicked).length / places.length;
    expect(Math.sign(ips.mean - clicks)).toBe(sign);
  });
});

describe('an estimate from hardly any clicks', () => {
  it('has an interval as wide as the ignorance', () => {
    const event = (n: number, itemId: string): LogEvent => ({
      profileId: `p${n % 7}`,
      itemId,
      slateId: `s${n}`,
      type: 'impression',
      position: 1,
      propensity: 0.5,
    });
    const events = Array.from({ length: 60 }, (_, n) => event(n, n % 2 === 0 ? 'a' : 'b'));
    events.push({ ...event(1, 'b'), type: 'click' });
    const { places } = readLoggedPlaces(events);
    const prefersA = places.map(({ candidates }) => candidates.map((id) => (id === 'a' ? 1 : 0)));
    const { ips, agreeing, agreeingClicks, effectivePlaces } = estimateOffPolicy(places, prefersA);
    expect({ agreeing, agreeingClicks }).toEqual({ agreeing: 30, agreeingClicks: 0 });
    expect(effectivePlaces).toBeCloseTo(30);
    expect(ips.mean).toBe(0);
    // Wilson's upper bound of 0 in 30.
    expect(ips.high).toBeCloseTo(0.1135, 3);
  });
});

describe('placeChances', () => {
  it('leaves equal scores to chance', () => {
    expect([...placeChances([3, 1, 2], 1)]).toEqual([1, 0, 0]);
    expect([...placeChances([3, 1, 2], 2)]).toEqual([0, 0, 1]);
    expect([...placeChances([1, 5, 1, 1], 3)]).toEqual([1 / 3, 0, 1 / 3, 1 / 3]);
    expect([...placeChances([1, 5], 3)]).toEqual([0, 0]);
  });

  it('sums to one over candidates and over positions', () => {
    const scores = [2, 2, 7, 0, 2];
    for (let position = 1; position <= scores.length; position++) {
      expect(placeChances(scores, position).reduce((a, b) => a + b, 0)).toBeCloseTo(1);
    }
    const overPositions = scores.map((_, i) =>
      scores.reduce((sum, _score, k) => sum + placeChances(scores, k + 1)[i]!, 0),
    );
    for (const sum of overPositions) expect(sum).toBeCloseTo(1);
  });
});
