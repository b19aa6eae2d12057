import { loadTaxonomy } from '../../../src/domains/jobs/taxonomy/index.ts';
import type { Market } from '../../../src/domains/jobs/market/types.ts';
import { createReranker } from '../../../src/sdk/index.ts';
import type { RankedItem, RankOptions, Reranker } from '../../../src/sdk/types.ts';

/** What opens and a dismissal did to one person's list. */
export interface Reaction {
  person: string;
  kind: string;
  /** How many of the kind stood among the first ten, after so many opens. */
  inFirstTen: number[];
  /** The mean policy grade there, after as many. */
  grades: number[];
  /** Poor matches among the first ten that were not there before. */
  lifted: number;
  /** Whether what was dismissed at the end was ever seen among the first ten after that. */
  isDismissedSeen: boolean;
}

const TOP = 10;
/** A kind is of use where this many of it stand below the first ten, and at most so many within. */
const LEAST_BELOW = 5;
const MOST_WITHIN = 4;
/** Grades above this are no poor matches; a kind is not poor for a person where most of it is above. */
const POOR_GRADE = 1.5;
const MINUTE_MS = 60_000;

/** What is a kind of job: its occupation as the title names it, or the field of that. */
export type KindOf = 'occupation' | 'field';

function kindsOf(market: Market, by: KindOf): ReadonlyMap<string, string> {
  const fields = new Map(loadTaxonomy().occupations.map(({ id, field }) => [id, field]));
  return new Map(
    market.truth.jobs.map(({ id, titleOccupation: occupation }) => [
      id,
      by === 'field' ? fields.get(occupation)! : occupation,
    ]),
  );
}

/**
 * Plays one session a person through the public API: opens of jobs of one kind that is not poor for them, none of
 * which stands among the first ten, then a dismissal of what stands first.
 *
 * @param people at most so many; those of whom no kind is of use are left out
 */
export async function playReactions(
  market: Market,
  model: Uint8Array,
  people: number,
  by: KindOf = 'field',
  opens = 3,
  options: RankOptions = {},
): Promise<Reaction[]> {
  const kinds = kindsOf(market, by);
  let clock = market.truth.endMs;
  const reranker = await createReranker({ model, storage: 'memory', now: () => clock });
  const reactions: Reaction[] = [];
  for (const profile of market.profiles) {
    if (reactions.length === people) break;
    await undoAll(reranker);
    const rank = async () => (await reranker.rank(market.items, { profile, ...options })).items;
    const before = await rank();
    const kind = chooseKind(before, kinds);
    if (kind === undefined) continue;
    const isOfKind = ({ id }: RankedItem): boolean => kinds.get(id) === kind;
    const wanted = before.filter((item) => isOfKind(item) && item.rank > TOP && isGood(item));
    const lists = [before];
    for (const { id, rank: position } of wanted.slice(0, opens)) {
      clock += MINUTE_MS;
      await reranker.record({ type: 'click', itemId: id, position });
      lists.push(await rank());
    }
    const known = new Set(before.slice(0, TOP).map(({ id }) => id));
    reactions.push({
      person: String(profile.id),
      kind,
      inFirstTen: lists.map((list) => list.slice(0, TOP).filter(isOfKind).length),
      grades: lists.map((list) => meanGrade(list.slice(0, TOP))),
      lifted: lists
        .at(-1)!
        .slice(0, TOP)
        .filter((item) => !isGood(item) && !known.has(item.id)).length,
      isDismissedSeen: await dismissFirst(reranker, lists.at(-1)!, rank),
    });
    clock += MINUTE_MS;
  }
  reranker.dispose();
  return reactions;
}

/** Forgets what the person before did, but not the codes of the jobs. */
async function undoAll(reranker: Reranker): Promise<void> {
  while (await reranker.undo());
}

const isGood = ({ policy }: RankedItem): boolean => policy > POOR_GRADE;
const meanGrade = (list: readonly RankedItem[]): number =>
  list.reduce((sum, { policy }) => sum + policy, 0) / list.length;

/** The kind that is best for the person among those of use. */
function chooseKind(
  list: readonly RankedItem[],
  kinds: ReadonlyMap<string, string>,
): string | undefined {
  const within = new Map<string, number>();
  const below = new Map<string, number>();
  for (const item of list) {
    const kind = kinds.get(item.id)!;
    if (item.rank <= TOP) within.set(kind, (within.get(kind) ?? 0) + 1);
    else if (isGood(item)) below.set(kind, (below.get(kind) ?? 0) + 1);
  }
  for (const { id, rank } of list) {
    const kind = kinds.get(id)!;
    if (rank <= TOP || (within.get(kind) ?? 0) > MOST_WITHIN) continue;
    if ((below.get(kind) ?? 0) >= LEAST_BELOW) return kind;
  }
  return undefined;
}

/** Dismisses what stands first, twice, with an open of something like it between; says whether either came back. */
async function dismissFirst(
  reranker: Reranker,
  list: readonly RankedItem[],
  rank: () => Promise<RankedItem[]>,
): Promise<boolean> {
  const gone = new Set<string>();
  let shown = list;
  for (let round = 0; round < 2; round++) {
    const [first, second] = shown;
    gone.add(first!.id);
    await reranker.record({ type: 'dismiss', itemId: first!.id, position: 1 });
    await reranker.record({ type: 'click', itemId: second!.id, position: 2 });
    shown = await rank();
    if (shown.slice(0, TOP).some(({ id }) => gone.has(id))) return true;
  }
  return false;
}
