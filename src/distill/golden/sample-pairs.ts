import { createRandom, type Random } from '../../core/math/random.ts';
import { topK } from '../../core/math/top-k.ts';
import type { Student } from '../../core/student/student.ts';
import type { Item, Profile } from '../../core/types.ts';
import { createBm25Baseline } from '../evaluate/baselines/bm25.ts';
import { eachLeaf } from '../evaluate/baselines/text-tokens.ts';
import { createModelScorers } from '../evaluate/model-scorer.ts';
import type { Scorer } from '../evaluate/scorer.ts';
import type { Tables } from '../tables/types.ts';
import { pairKey, type GoldenPair, type Stratum } from './types.ts';

/** Options of {@link samplePairs}. */
export interface SampleOptions {
  count: number;
  seed: number;
  /** The time of ranking, in milliseconds since 1970 UTC. */
  now: number;
  /** The current student; without one, shared words find the strata. */
  student?: Student | undefined;
}

/** Pairs of a profile, where there are profiles enough: an agreement in NDCG needs several. */
const PER_PROFILE = 10;
const SHARES = { hard: 0.4, borderline: 0.4 } as const;
/** A stratum is drawn from this many times as many items, so that near-duplicates do not fill it. */
const CHOICE = 4;
/** Items among which is mined; more are sampled. */
const MAX_MINED = 50_000;
/** Items of a profile's pool that share most words with it, and that are drawn evenly, for the student to grade. */
const NEAREST = 100;
const EVEN = 1000;
/** Between the poor grades (0, 1) and the good ones (3, 4). */
const MIDDLE_GRADE = 2;

/**
 * Chooses distinct pairs to grade, seeded. First all that `grades` states already (to compare graders),
 * then a stratified sample, ten items a profile:
 *
 * - *hard* (40 %): half from the top of the student's list, where its mistakes cost most, half where the
 *   student and shared words contradict each other most; without a student the top by shared words;
 * - *borderline* (40 %): where the student's grade is nearest to the middle; without a student half from the
 *   profile's log, half from behind the top by shared words;
 * - *easy* (20 %): evenly from all other items.
 *
 * Where a stratum runs short the next fills up; profiles of which nothing is known come last. Fewer than
 * `count` where the tables hold fewer pairs.
 */
export function samplePairs(
  tables: Pick<Tables, 'items' | 'profiles' | 'events' | 'grades'>,
  options: SampleOptions,
): GoldenPair[] {
  const { items, profiles } = tables;
  const random = createRandom(`golden/${options.seed}`);
  const chosen = new Map<string, GoldenPair>();
  const wanted = Math.min(options.count, items.size * profiles.size);
  const add = (profileId: string, itemId: string, stratum: Stratum): boolean => {
    const profile = profiles.get(profileId);
    const item = items.get(itemId);
    const key = pairKey({ profileId, itemId });
    if (!profile || !item || chosen.has(key) || chosen.size >= wanted) return false;
    chosen.set(key, { profileId, itemId, profile, item, stratum });
    return true;
  };
  for (const { profileId, itemId } of tables.grades) add(profileId, itemId, 'stated');
  if (chosen.size >= wanted) return [...chosen.values()];

  const mine = createMiner(tables, options, random);
  const order = emptyLast(random.shuffle([...profiles.keys()]), profiles);
  const logged = itemsByProfile(tables.events);
  // A second round meets items that the first has left; it is needed only where profiles or items are few.
  for (let before = -1; chosen.size < wanted && before < chosen.size;) {
    before = chosen.size;
    const perProfile = Math.max(PER_PROFILE, Math.ceil((wanted - chosen.size) / order.length));
    for (const profileId of order) {
      const count = Math.min(perProfile, wanted - chosen.size);
      if (count <= 0) break;
      const free = (itemId: string): boolean => !chosen.has(pairKey({ profileId, itemId }));
      const strata = mine(profiles.get(profileId) as Profile, logged.get(profileId) ?? [], free);
      const quota: Record<string, number> = {
        hard: Math.round(count * SHARES.hard),
        borderline: Math.round(count * SHARES.borderline),
      };
      let left = count;
      for (const [stratum, source] of strata) {
        let due = Math.min(left, quota[stratum] ?? left);
        for (const itemId of source(due)) {
          if (due === 0) break;
          if (!add(profileId, itemId, stratum)) continue;
          due--;
          left--;
        }
      }
    }
  }
  return [...chosen.values()];
}

/** Profiles of which nothing is known come only when no others are left: no policy can grade them. */
function emptyLast(ids: readonly string[], profiles: ReadonlyMap<string, Profile>): string[] {
  const full: string[] = [];
  const empty: string[] = [];
  for (const id of ids) {
    let leaves = 0;
    eachLeaf(profiles.get(id), () => leaves++);
    (leaves > 0 ? full : empty).push(id);
  }
  return [...full, ...empty];
}

/** Item ids of a stratum to take the first `count` of that are not taken, best mixed. */
type Source = (count: number) => Iterable<string>;
type Miner = (
  profile: Profile,
  logged: readonly string[],
  free: (itemId: string) => boolean,
) => [stratum: Stratum, source: Source][];

function createMiner(
  tables: Pick<Tables, 'items' | 'profiles'>,
  { student, now }: SampleOptions,
  random: Random,
): Miner {
  const all = [...tables.items.keys()];
  const ids = all.length > MAX_MINED ? random.shuffle([...all]).slice(0, MAX_MINED) : all;
  const itemsOf = (list: readonly string[]): Item[] =>
    list.map((id) => tables.items.get(id) as Item);
  const mined = itemsOf(ids);
  const minedMap = new Map(ids.map((id, i) => [id, mined[i] as Item]));
  const lexical = createBm25Baseline().fit({ items: minedMap, profiles: tables.profiles }, []);
  const draw = function* (list: readonly string[], from: number): Iterable<string> {
    yield* random.shuffle(list.slice(0, from));
    yield* list.slice(from);
  };
  const easy = function* (): Iterable<string> {
    for (let i = 0; i < 4 * PER_PROFILE; i++) yield random.pick(all);
    if (all.length < MAX_MINED) yield* random.shuffle([...all]);
  };
  const policy = student && createModelScorers(student, { items: tables.items, now }).heads.policy;

  return (profile, logged, free) => {
    const scores = lexical.score(profile, mined, []);
    const nearest = topK(scores, policy === undefined ? ids.length : NEAREST)
      .filter((i) => scores[i]! > 0)
      .map((i) => ids[i]!);
    if (policy !== undefined) {
      const pool = new Set(nearest);
      for (const id of logged) if (tables.items.has(id)) pool.add(id);
      for (let i = 0; i < Math.min(EVEN, ids.length); i++) pool.add(random.pick(ids));
      const list = [...pool].filter(free);
      const strata = byStudent(policy, profile, list, itemsOf(list), nearest, now, draw);
      return [...strata, ['easy', easy]];
    }
    const open = nearest.filter(free);
    const seen = random.shuffle(logged.filter(free));
    return [
      ['hard', (count) => draw(open, CHOICE * count)],
      [
        'borderline',
        (count) => interleave(seen, [...draw(open.slice(CHOICE * count), 2 * CHOICE * count)]),
      ],
      ['easy', easy],
    ];
  };
}

function byStudent(
  policy: Scorer,
  profile: Profile,
  ids: readonly string[],
  items: readonly Item[],
  nearest: readonly string[],
  now: number,
  draw: (list: readonly string[], from: number) => Iterable<string>,
): [Stratum, Source][] {
  const grades = policy.score(profile, items, [], now);
  const at = (order: readonly number[]): string[] => order.map((i) => ids[i] as string);
  const best = topK(grades, ids.length);
  const rank = new Map(best.map((i, place) => [ids[i] as string, place]));
  // Items with the most words in common that the student puts last.
  const contradicted = nearest
    .filter((id) => rank.has(id))
    .sort((a, b) => rank.get(b)! - rank.get(a)!);
  const middling = topK(
    grades.map((grade) => -Math.abs(grade - MIDDLE_GRADE)),
    ids.length,
  );
  return [
    [
      'hard',
      (count) =>
        interleave(
          [...draw(at(best), (CHOICE * count) / 2)],
          [...draw(contradicted, (CHOICE * count) / 2)],
        ),
    ],
    ['borderline', (count) => draw(at(middling), CHOICE * count)],
  ];
}

/** One of each in turn, then the rest of the longer. */
function* interleave(a: readonly string[], b: readonly string[]): Iterable<string> {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (i < a.length) yield a[i] as string;
    if (i < b.length) yield b[i] as string;
  }
}

function itemsByProfile(events: Tables['events']): Map<string, string[]> {
  const items = new Map<string, string[]>();
  for (const { profileId, itemId } of events) {
    const list = items.get(profileId);
    if (list === undefined) items.set(profileId, [itemId]);
    else if (!list.includes(itemId)) list.push(itemId);
  }
  return items;
}
