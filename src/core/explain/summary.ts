import { goodnessOf, leaningOf } from './leaning.ts';
import { phrase } from './phrases.ts';
import type { Facts, Reason } from './reason.ts';
import type { Teller } from './teller.ts';

/** One part of a score less what it is on average, whether or not it can be told. */
export interface Detail {
  key: string;
  contribution: number;
  /** What it adds to the item's own score. */
  own: number;
  /** Undefined where the item says nothing of it. */
  facts: Facts | undefined;
}

/** At most so many reasons are told of an item, the rest in one of them. */
export const MAX_REASONS = 5;
/** Less than this is told only where nothing is more, in logits. */
const LEAST = 0.01;
/** Nor is what is less than this share of the largest. */
const LEAST_SHARE = 0.05;

/** What was folded, by the reasons that were told of it: comparisons need all. */
const folded = new WeakMap<readonly Reason[], readonly Detail[]>();

/**
 * The few reasons that are told: what holds the item first, then the largest of those that read as they count, then
 * all others in one. They sum to `total`.
 */
export function summarize(
  details: readonly Detail[],
  held: readonly Reason[],
  total: number,
  teller: Teller,
): Reason[] {
  const largest = Math.max(0, ...details.map(({ contribution }) => Math.abs(contribution)));
  // In a list of one, or of equals, nothing sets an item apart: it is told what it has.
  const signOf = ({ contribution, own }: Detail): number => (largest < LEAST ? own : contribution);
  const least = largest < LEAST ? 0 : Math.max(LEAST, LEAST_SHARE * largest);
  const topics = new Map<string, Told>();
  for (const detail of [...details].sort((a, b) => Math.abs(signOf(b)) - Math.abs(signOf(a)))) {
    const { facts, contribution, key } = detail;
    const reason = facts && tell(facts, contribution, signOf(detail), teller);
    if (reason === undefined || Math.abs(contribution) < least) continue;
    const topic = topicOf(facts!, teller);
    const known = topics.get(topic);
    if (known === undefined) topics.set(topic, { reason, keys: [key] });
    else if (known.reason.contribution * contribution > 0) {
      known.reason.contribution += contribution;
      known.keys.push(key);
    }
  }
  const first = held.filter(
    ({ contribution, facts }, i) =>
      i === 0 || facts.kind === 'floor' || Math.abs(contribution) >= LEAST,
  );
  const told = [...topics.values()]
    .sort((a, b) => Math.abs(b.reason.contribution) - Math.abs(a.reason.contribution))
    .slice(0, Math.max(0, MAX_REASONS - 1 - first.length));
  const reasons = [
    ...first.slice(0, MAX_REASONS - 2),
    ...first.slice(MAX_REASONS - 2).slice(-1),
    ...told.map(({ reason }) => reason),
  ];
  const keys = new Set(told.flatMap(({ keys: some }) => some));
  const names = details.filter(({ key, facts }) => facts && !keys.has(key)).map(({ key }) => key);
  const all = withOthers(reasons, names, total, teller);
  folded.set(all, details);
  return all;
}

/** A reason, and the parts that it tells. */
interface Told {
  reason: Reason;
  keys: string[];
}

/**
 * What facts speak of: measures that look at the same of a person are told once, and so are the steps by which
 * something that has no words is near.
 */
function topicOf(facts: Facts, { measures }: Teller): string {
  if (facts.kind !== 'measure') return keyOf(facts);
  if (facts.of === 'contains' && facts.profile === undefined) {
    return `contains ${measures.get(facts.name)?.item}`;
  }
  return `measure ${facts.profile ?? facts.name}`;
}

/** A reason, unless its words would read against what it counts. */
function tell(
  facts: Facts,
  contribution: number,
  sign: number,
  { phrases, measures }: Teller,
): Reason | undefined {
  const measure = facts.kind === 'measure' ? measures.get(facts.name) : undefined;
  const leaning = leaningOf(facts, measure);
  if (leaning === undefined || leaning * sign < 0) return undefined;
  const counting =
    facts.kind === 'measure' || facts.kind === 'content'
      ? { ...facts, counts: sign < 0 ? ('against' as const) : ('for' as const) }
      : facts;
  return { contribution, text: phrase(phrases, counting), facts: counting };
}

/** The reasons, and one more for what they leave of the total. */
function withOthers(
  reasons: readonly Reason[],
  names: readonly string[],
  total: number,
  { phrases }: Teller,
): Reason[] {
  const contribution = reasons.reduce((rest, reason) => rest - reason.contribution, total);
  if (names.length === 0 && Math.abs(contribution) < 1e-9) return [...reasons];
  const facts: Facts = { kind: 'others', names: [...names] };
  return [...reasons, { contribution, text: phrase(phrases, facts), facts }];
}

/**
 * Why one item scores differently from another of the same ranking: part by part, what it adds to `above` less what
 * it adds to `below`; the largest of those that read as they count, then all others in one. They sum to the
 * difference of the scores.
 */
export function compareReasons(
  above: readonly Reason[],
  below: readonly Reason[],
  teller: Teller,
): Reason[] {
  const sum = (reasons: readonly Reason[]): number =>
    reasons.reduce((all, { contribution }) => all + contribution, 0);
  const theirs = new Map(detailsOf(below).map((detail) => [detail.key, detail]));
  const differences: Reason[] = [];
  const names: string[] = [];
  for (const ours of detailsOf(above)) {
    const other = theirs.get(ours.key);
    theirs.delete(ours.key);
    const reason = tellDifference(ours, other, teller);
    if (reason) differences.push(reason);
    else names.push(ours.key);
  }
  for (const other of theirs.values()) {
    const reason = tellDifference(undefined, other, teller);
    if (reason) differences.push(reason);
    else names.push(other.key);
  }
  differences.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const told = differences.slice(0, MAX_REASONS - 1);
  const more = differences.slice(MAX_REASONS - 1).map(({ facts }) => keyOf(facts));
  return withOthers(told, [...names, ...more], sum(above) - sum(below), teller);
}

/** All parts, those that were folded too; and what holds the item, which has no average. */
function detailsOf(reasons: readonly Reason[]): Detail[] {
  const held = reasons.filter(({ facts }) => /^(limit|floor)$/.test(facts.kind));
  return [...held.map(asDetail), ...(folded.get(reasons) ?? [])];
}

const asDetail = ({ contribution, facts }: Reason): Detail => ({
  key: keyOf(facts),
  contribution,
  own: contribution,
  facts,
});

function keyOf(facts: Facts): string {
  return facts.kind === 'measure'
    ? facts.name
    : 'name' in facts
      ? `${facts.kind} ${facts.name}`
      : facts.kind;
}

/** A difference, unless its words would read against it, or what is better on one side counts for the other. */
function tellDifference(
  ours: Detail | undefined,
  theirs: Detail | undefined,
  teller: Teller,
): Reason | undefined {
  const contribution = (ours?.contribution ?? 0) - (theirs?.contribution ?? 0);
  const [here, there] = [ours?.facts, theirs?.facts];
  if (Math.abs(contribution) < LEAST && (here ?? there)?.kind !== 'floor') return undefined;
  if (here && there && !isBetterAsCounted(here, there, contribution, teller)) return undefined;
  const mine = here && tell(here, contribution, contribution, teller);
  const other = there && tell(there, contribution, -contribution, teller);
  if (mine && (other === undefined || here?.kind === 'content')) return mine;
  if (mine && other && mine.text !== other.text) {
    return { ...mine, text: teller.phrases.versus(mine.text, other.text) };
  }
  return other && !mine ? { ...other, text: teller.phrases.there(other.text) } : undefined;
}

function isBetterAsCounted(
  ours: Facts,
  theirs: Facts,
  contribution: number,
  { measures }: Teller,
): boolean {
  const measure = ours.kind === 'measure' ? measures.get(ours.name) : undefined;
  const better = goodnessOf(ours, measure);
  const worse = goodnessOf(theirs, measure);
  // What has no better end may count either way.
  if (better === undefined || worse === undefined) return true;
  return Math.sign(better - worse) === Math.sign(contribution);
}
