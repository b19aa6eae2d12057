import { compileSchema } from '../../core/features/compile-schema.ts';
import type { Schema, SchemaSource } from '../../core/features/schema.ts';
import { createRandom, type Random } from '../../core/math/random.ts';
import type { Profile, Slate } from '../../core/types.ts';
import { append } from '../../core/math/append.ts';
import { trainingEvents } from '../evaluate/training-events.ts';
import type { Preset } from './presets.ts';
import { varyProfiles } from './profile-variants.ts';
import type { Run } from './run.ts';
import type { Tables } from '../tables/types.ts';
import { joinMatches, type Matches } from '../train/data/matches.ts';
import { readInteractions, type Interactions } from '../train/data/interactions.ts';
import { createCandidateMiner, type CandidateMiner } from '../train/data/mine-candidates.ts';
import { createPairData, type PairData } from '../train/data/pair-data.ts';
import { readMatches } from '../train/data/read-matches.ts';
import { readStatedGrades, type StatedGrades } from '../train/data/stated-grades.ts';

/** A run's inputs, in the form that every stage takes. */
export interface Material {
  tables: Tables;
  data: PairData;
  slates: Slate[];
  log: Interactions;
  /** The log of the profiles in `heldOut`. */
  heldOutLog: Interactions;
  /** Items of each profile's log. */
  logged: ReadonlyMap<number, readonly number[]>;
  chosen: readonly number[];
  /** Whether a profile's log says that it chose an item. */
  liked(profile: number, item: number): boolean;
  /** Profiles to learn from, and profiles kept apart to choose α on. */
  learners: readonly number[];
  heldOut: readonly number[];
  /** By profile to learn from, the variant of it that states less, which is learned from too. */
  variants: ReadonlyMap<number, number>;
  mine: CandidateMiner;
  /** The time of whatever has none: that of the tables. */
  now: number;
  simulated: boolean;
  matches: Matches | undefined;
  /** Grades that were given. */
  stated: StatedGrades;
}

/** Share of the learning profiles that are kept apart for choices such as α. */
const HELD_OUT_SHARE = 0.08;
const MAX_HELD_OUT = 150;
/**
 * Prepares tables for training: featurizes them, reads the log, and sets profiles apart. Profiles of slates (or,
 * where slates have times, everything after the first of them) are never learned from.
 */
export function prepareMaterial(
  tables: Tables,
  source: SchemaSource,
  preset: Preset,
  run: Pick<Run, 'seed'>,
  { matches = [], simulated = false }: { matches?: readonly Tables[]; simulated?: boolean },
): Material {
  const schema = compileSchema(source);
  const { now } = tables;
  const items = new Map(tables.items);
  const profiles = new Map(tables.profiles);
  for (const [i, taxonomy] of matches.entries()) {
    for (const [id, item] of taxonomy.items) items.set(matchPrefix(i) + id, item);
    for (const [id, profile] of taxonomy.profiles) profiles.set(matchPrefix(i) + id, profile);
  }
  const rows = preset.student.tableRows;
  const slates = Object.values(tables.slates).flat();
  const random = createRandom(`${run.seed}/split`);
  const { heldOut, whole } = splitProfiles(tables, slates, random);
  const variants = addVariants(schema, tables, whole, profiles, random);
  const learners = random.fork('learners').shuffle([...whole, ...variants.values()]);
  const data = createPairData(schema, items, profiles, rows, now, tables.items.size);
  const isHeldOut = new Set(heldOut);
  const all = readInteractions(data, learningEvents(tables), now, tables.eventTypes);
  const logOf = (held: boolean): Interactions => ({
    impressions: all.impressions.filter((slate) => isHeldOut.has(slate.profile) === held),
    choices: all.choices.filter((choice) => isHeldOut.has(choice.profile) === held),
  });
  const log = logOf(false);

  const logged = new Map<number, number[]>();
  const liked = new Set<number>();
  const keyOf = (profile: number, item: number): number => profile * data.items.count + item;
  for (const slate of all.impressions) {
    for (const [k, item] of slate.items.entries()) {
      append(logged, slate.profile, item);
      if (slate.clicked[k] === 1) liked.add(keyOf(slate.profile, item));
    }
  }
  for (const choice of all.choices) {
    append(logged, choice.profile, choice.item);
    liked.add(keyOf(choice.profile, choice.item));
  }
  for (const [i, variant] of variants) {
    const own = logged.get(i);
    if (own !== undefined) logged.set(variant, own);
  }
  return {
    tables,
    data,
    slates,
    log,
    heldOutLog: logOf(true),
    logged,
    liked: (profile, item) => liked.has(keyOf(profile, item)),
    chosen: log.choices.map((choice) => choice.item),
    learners,
    variants,
    heldOut,
    mine: createCandidateMiner(data),
    now,
    simulated,
    stated: readStatedGrades(data, tables.grades),
    matches: joinMatches(matches.map((taxonomy, i) => readMatches(data, taxonomy, matchPrefix(i)))),
  };
}

/** By index, profiles to learn from and profiles kept apart to choose on; none that is measured. */
function splitProfiles(
  { profiles, pairs }: Tables,
  slates: readonly Slate[],
  random: Random,
): { heldOut: number[]; whole: number[] } {
  // A profile that has a slate or a pair is measured, not learned from, unless its slates say what came before.
  const timed = slates.length > 0 && slates.every((slate) => slate.at !== undefined);
  const measured = new Set(
    [...(timed ? [] : slates), ...Object.values(pairs).flat()].map(
      ({ profileId = '' }) => profileId,
    ),
  );
  const indexes = [...profiles.keys()].flatMap((id, i) => (measured.has(id) ? [] : [i]));
  const order = random.shuffle(indexes);
  const kept = Math.min(MAX_HELD_OUT, Math.floor(HELD_OUT_SHARE * order.length));
  return { heldOut: order.slice(0, kept), whole: order.slice(kept) };
}

/** Puts variants of profiles behind all others; by the index of the profile, where its own lies. */
function addVariants(
  schema: Schema,
  tables: Tables,
  learners: readonly number[],
  profiles: Map<string, Profile>,
  random: Random,
): Map<number, number> {
  const ids = [...tables.profiles.keys()];
  const sources = learners.map((i) => [ids[i]!, tables.profiles.get(ids[i]!)!] as const);
  const varied = varyProfiles(schema, sources, random.fork('variants'));
  const variants = new Map<number, number>();
  for (const i of learners) {
    const variant = varied.get(ids[i]!);
    if (variant === undefined) continue;
    variants.set(i, profiles.size);
    profiles.set(`less:${ids[i]!}`, variant);
  }
  return variants;
}

/** The same material for a student whose table has other rows: evidence is made with their rarity. */
export function resizeMaterial(material: Material, tableRows: number): Material {
  const { data, now } = material;
  if (data.rarity.length === tableRows) return material;
  const items = new Map(data.itemIds.map((id, i) => [id, data.itemObjects[i]!]));
  const profiles = new Map(data.profileIds.map((id, i) => [id, data.profileObjects[i]!]));
  const resized = createPairData(data.schema, items, profiles, tableRows, now, data.rankable);
  return { ...material, data: resized };
}

/** Keeps a taxonomy's ids apart from those of the tables. */
function matchPrefix(i: number): string {
  return `match-${i}:`;
}

/** The events that may be learned from. */
export function learningEvents(tables: Tables): Tables['events'] {
  return trainingEvents(tables.events, Object.values(tables.slates).flat());
}
