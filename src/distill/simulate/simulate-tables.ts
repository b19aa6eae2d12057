import { createRandom } from '../../core/math/random.ts';
import type { Grade, GradeValue } from '../../core/types.ts';
import type { EventTypes } from '../tables/event-types.ts';
import type { SimulatedTables } from '../domain.ts';
import { createCandidateDrawer } from './draw-candidates.ts';
import { drawObjects, type Drawn } from './draw-objects.ts';
import type { SampleSource } from './sample-source.ts';
import { simulateOutcomes } from './simulate-outcomes.ts';
import { simulateEvents, simulateSlates, type World } from './simulate-log.ts';
import { drawTastes } from './tastes.ts';

/** How much is simulated. */
export interface SimulationSizes {
  items: number;
  profiles: number;
  sessions: number;
  /** Graded pairs, of which each person has a share. */
  grades: number;
}

/** Sizes by preset. */
export const SIMULATION_PRESETS: Readonly<Record<'quick' | 'full', SimulationSizes>> = {
  quick: { items: 500, profiles: 200, sessions: 320, grades: 0 },
  full: { items: 3000, profiles: 1500, sessions: 6000, grades: 0 },
};

/** What {@link simulateTables} needs to be told. */
export interface SimulationOptions extends SimulationSizes {
  seed: number | string;
  /** Midnight of the day on which the simulated log is looked at, in milliseconds since 1970 UTC. */
  now: number;
  /** Where the key of an item is put, where the sample does not say; what an item is called. */
  key: string;
  noun: string;
  types: EventTypes;
  /** The policy's grade of a pair on a continuous scale, 0 to 4; undefined where there is too little evidence. */
  grade(profile: object, item: object): number | undefined;
}

/** What is assumed of pairs that the policy cannot grade. */
const UNGRADED = 1.5;
/** Items that a person is shown from, the share from the person's own group, where the sample does not say. */
const CANDIDATES = { size: 30, sameGroup: 0.7 };
/** Lists that are measured on are this many times as long as what a session shows from. */
const SLATE_FACTOR = 2;
/** Share of people with a list to measure on. */
const MEASURED = 0.6;
const GRADER = 'simulated';

/**
 * Draws items, people, a log of 90 days, lists to measure on and, where asked for, grades. The same source,
 * options and seed give the same rows.
 */
export function simulateTables(source: SampleSource, options: SimulationOptions): SimulatedTables {
  const { seed, now, types, sessions } = options;
  const { size, sameGroup } = source.candidates ?? CANDIDATES;
  const draw = (side: 'item' | 'profile', count: number, key: string, prefix: string): Drawn[] =>
    drawObjects(source, { side, count, key, prefix, now }, createRandom(`${seed}/${side}`));
  const items = draw('item', options.items, source.key ?? options.key, options.noun);
  const profiles = draw('profile', options.profiles, 'id', 'person');
  const world: World = {
    items,
    profiles,
    tastes: drawTastes(items, profiles, seed),
    candidates: createCandidateDrawer(items, sameGroup),
    grade: rememberGrades(items, profiles, options.grade),
    types,
    now,
  };
  const events = simulateEvents(world, sessions, size, createRandom(`${seed}/log`));
  const measured = Math.round(MEASURED * profiles.length);
  const slates = simulateSlates(
    world,
    events,
    measured,
    SLATE_FACTOR * size,
    createRandom(`${seed}/slates`),
  );
  return {
    items: items.map(({ object }) => object),
    profiles: profiles.map(({ object }) => object),
    events,
    slates,
    grades: drawGrades(world, options, seed),
    ...(source.outcomes && {
      beside: simulateOutcomes(world, events, source.outcomes, seed),
    }),
    now,
  };
}

/** Grades of pairs as people are shown them; those that the policy cannot grade are left out. */
function drawGrades(
  { items, profiles, candidates }: World,
  { grades: count, grade }: SimulationOptions,
  seed: number | string,
): Grade[] {
  const random = createRandom(`${seed}/grades`);
  const perProfile = Math.ceil(count / profiles.length);
  const rows = profiles.flatMap((profile) =>
    candidates(profile, perProfile, random).flatMap((i): Grade[] => {
      const score = grade(profile.object, items[i]!.object);
      if (score === undefined) return [];
      const value = Math.round(score) as GradeValue;
      return [{ profileId: profile.id, itemId: items[i]!.id, grade: value, grader: GRADER }];
    }),
  );
  return rows.slice(0, count);
}

function rememberGrades(
  items: readonly Drawn[],
  profiles: readonly Drawn[],
  grade: SimulationOptions['grade'],
): World['grade'] {
  const known = new Map<number, number>();
  return (profile, item) => {
    const key = profile * items.length + item;
    let value = known.get(key);
    if (value === undefined) {
      value = grade(profiles[profile]!.object, items[item]!.object) ?? UNGRADED;
      known.set(key, value);
    }
    return value;
  };
}
