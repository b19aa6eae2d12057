import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PRIOR, type PersonalizationPrior } from '../../../../src/core/format/prior.ts';
import { createRandom } from '../../../../src/core/math/random.ts';
import { personalScores } from '../../../../src/core/personalization/personal-scores.ts';
import type { Student } from '../../../../src/core/student/student.ts';
import type { Item, LogEvent, Profile } from '../../../../src/core/types.ts';
import { learnPrior } from '../../../../src/distill/train/choices/learn-prior.ts';
import { createPairData, type PairData } from '../../../../src/distill/train/data/pair-data.ts';
import {
  createStudentLists,
  type StudentLists,
} from '../../../../src/distill/train/data/student-lists.ts';
import { EVERY_KIND, randomStudent } from '../../../fixtures/random-student.ts';

const NOW = Date.UTC(2024, 5, 1);
const DAY_MS = 86_400_000;
const CITIES = 6;
const USERS = 60;
const CHOICES = 6;

/** Everybody takes whatever item of one city; which one, nothing but their past tells. */
function cityLog(): { items: Item[]; profiles: Profile[]; events: LogEvent[] } {
  const random = createRandom('cities');
  const words = 'nurse welder baker pilot clerk cook'.split(' ');
  const items = Array.from({ length: 240 }, (_, i) => ({
    identifier: `j${i}`,
    title: `${random.pick(words)} ${random.pick(words)}`,
    skills: [random.pick(words)],
    jobLocation: {
      address: { addressLocality: `City${i % CITIES}` },
      geo: { latitude: 40 + 3 * (i % CITIES), longitude: 10 },
    },
  }));
  const profiles = Array.from({ length: USERS }, (_, i) => ({ id: `p${i}` }));
  const events = profiles.flatMap(({ id }, p) =>
    Array.from({ length: CHOICES }, (_, n): LogEvent => ({
      profileId: id,
      itemId: `j${CITIES * random.integer(240 / CITIES) + (p % CITIES)}`,
      type: 'click',
      at: NOW - (CHOICES - n) * DAY_MS + p,
    })),
  );
  return { items, profiles, events };
}

let student: Student;
let data: PairData;
let lists: StudentLists;
const log = cityLog();
beforeAll(async () => {
  student = await randomStudent({ schema: EVERY_KIND });
  data = createPairData(
    student.schema,
    new Map(log.items.map((item, i) => [`j${i}`, item])),
    new Map(log.profiles.map((profile, i) => [`p${i}`, profile])),
    student.parameters.tableRows,
    NOW,
  );
  lists = createStudentLists(student, data, NOW);
});

/** Without a base score of its own. */
const silent = (): StudentLists => ({
  ...lists,
  blend: ({ items }) => new Float64Array(items.length),
});

const learn = (
  events: readonly LogEvent[],
  scored: StudentLists = silent(),
  heldOut: ReadonlySet<number> = new Set(),
) =>
  learnPrior({
    student,
    data,
    lists: scored,
    served: undefined,
    events,
    chosen: undefined,
    heldOut,
    now: NOW,
    random: createRandom('prior'),
  });

/** Profiles that the student has not learned from. */
const some: ReadonlySet<number> = new Set(Array.from({ length: 12 }, (_, i) => i));

const strengthOf = (prior: PersonalizationPrior, name: string): number => {
  const { mean, max, last, rare = 0 } = prior.affinityWeights[name]!;
  return mean + max + last + rare;
};

describe('learnPrior', () => {
  it('finds that people stay in a place', () => {
    const { prior, choices } = learn(log.events);
    expect(choices).toBeGreaterThan(200);
    expect(choices).toBeLessThanOrEqual(USERS * (CHOICES - 1));
    const others = Object.keys(prior.affinityWeights).filter((name) => name !== 'distance');
    expect(strengthOf(prior, 'distance')).toBeGreaterThan(1.5);
    for (const name of others) {
      expect(strengthOf(prior, name), name).toBeLessThan(strengthOf(prior, 'distance') / 2);
    }
    expect(prior.togetherWeights).toBeUndefined();
    for (const weights of Object.values(prior.affinityWeights)) {
      for (const weight of Object.values(weights)) expect(weight).toBeGreaterThanOrEqual(0);
    }
    // After one click, the items of that city come first.
    const code = lists.codes.slice(0, lists.stride);
    const slots = Uint32Array.from({ length: 240 }, (_, i) => i);
    const signals = [{ itemId: 'j0', type: 'click' as const, at: NOW, code }];
    const scores = personalScores({
      schema: student.schema,
      prior,
      signals,
      now: NOW,
      slots,
      ...lists,
    });
    const top = [...slots].sort((a, b) => scores[b]! - scores[a]!).slice(0, 20);
    expect(top.filter((item) => item % CITIES === 0).length).toBeGreaterThan(17);
  });

  it('does not take the base score at its word where it only remembers', () => {
    // It knows what all but a third of the profiles chose, and says nothing of use about these.
    const chosen = new Set(log.events.map((event) => `${event.profileId} ${event.itemId}`));
    const heldOut = new Set(log.profiles.flatMap((_, i) => (i % 3 === 0 ? [i] : [])));
    const noise = createRandom('noise');
    const remembering: StudentLists = {
      ...lists,
      blend: ({ profile, items }) =>
        Float64Array.from(items, (item) =>
          heldOut.has(profile) ? 2 * noise.normal() : chosen.has(`p${profile} j${item}`) ? 4 : 0,
        ),
    };
    const { prior } = learn(log.events, remembering, heldOut);
    const naive = learn(log.events, remembering).prior;
    const plain = learn(log.events).prior;
    expect(strengthOf(prior, 'distance')).toBeGreaterThan(2 * strengthOf(plain, 'distance'));
    expect(strengthOf(naive, 'distance')).toBeLessThan(1.5 * strengthOf(plain, 'distance'));
  }, 240_000);

  it('learns from what a slate showed, where the log has slates', () => {
    // What was shown beside a choice comes from its own city: the city explains nothing there.
    const random = createRandom('slates');
    const events = log.events.flatMap((event, n): LogEvent[] => {
      const city = Number(event.itemId.slice(1)) % CITIES;
      const slate = { profileId: event.profileId, slateId: `s${n}`, at: event.at! };
      const shown = new Set([event.itemId]);
      while (shown.size < 8) shown.add(`j${CITIES * random.integer(40) + city}`);
      const impressions = [...shown].map((itemId, k): LogEvent => ({
        ...slate,
        itemId,
        type: 'impression',
        position: k + 1,
      }));
      return [...impressions, { ...event, slateId: slate.slateId }];
    });
    const { prior, choices } = learn(events);
    expect(choices).toBeGreaterThan(200);
    expect(strengthOf(prior, 'distance')).toBeLessThan(0.5);
  });

  it('learns the same from the same log, in whatever order it stands', () => {
    expect(learn([...log.events].reverse())).toEqual(learn(log.events));
  }, 240_000);

  it('learns from the choices of held-out profiles where the log has no times', () => {
    const untimed = log.events.map(({ at: _at, ...event }) => event);
    expect(learn(untimed)).toEqual({ prior: DEFAULT_PRIOR, choices: 0 });
    const { prior, choices } = learn(untimed, silent(), some);
    expect(choices).toBeGreaterThan(200);
    expect(strengthOf(prior, 'distance')).toBeGreaterThan(1);
    expect(learn([...untimed].reverse(), silent(), some).prior).toEqual(prior);
  }, 240_000);

  it('leaves the default where the log is too short to tell', () => {
    expect(learn(log.events.slice(0, 100))).toEqual({ prior: DEFAULT_PRIOR, choices: 0 });
    expect(learn([])).toEqual({ prior: DEFAULT_PRIOR, choices: 0 });
  });

  it('does not take being shown for a choice', () => {
    const shown = log.events.map((event) => ({ ...event, type: 'impression' as const }));
    expect(learn(shown)).toEqual({ prior: DEFAULT_PRIOR, choices: 0 });
  });
});
