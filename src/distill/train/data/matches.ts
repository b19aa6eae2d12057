import { append } from '../../../core/math/append.ts';

/** A profile and the items that certainly fit it, any of which may stand for it in a step. */
export interface Match {
  profile: number;
  items: readonly number[];
  /** What the profile belongs to; others of the same or a related group do not count as wrong. */
  group: number;
  /** Every group with a profile of the same words, this match's own among them. */
  alike: ReadonlySet<number>;
  /** A wider circle of groups, whose profiles mean much the same. */
  family: number;
  /** Of the profile's words; empty where none is stated. */
  language: string;
}

/** Matches to learn codes from, and which groups are near. */
export interface Matches {
  list: readonly Match[];
  related: ReadonlyMap<number, ReadonlySet<number>>;
}

/** The matches of several taxonomies as one; undefined where there are none. */
export function joinMatches(parts: readonly Matches[]): Matches | undefined {
  const list: Match[] = [];
  const related = new Map<number, ReadonlySet<number>>();
  let groups = 0;
  for (const part of parts) {
    let top = -1;
    const moved = new Map<ReadonlySet<number>, Set<number>>();
    for (const match of part.list) {
      const { group, family } = match;
      top = Math.max(top, group, family);
      const alike =
        moved.get(match.alike) ?? new Set([...match.alike].map((other) => other + groups));
      moved.set(match.alike, alike);
      list.push({ ...match, group: group + groups, family: family + groups, alike });
    }
    for (const [group, near] of part.related) {
      related.set(group + groups, new Set([...near].map((other) => other + groups)));
      for (const other of near) top = Math.max(top, other);
    }
    groups += top + 1;
  }
  return list.length === 0 ? undefined : { list, related };
}

/**
 * Which items of a batch may fit which of its matches, as {@link couldBeWrong} has it: 1 at `[i · n + j]` where the
 * items of `others[j]` may fit `matches[i]`.
 */
export function mayFit(
  { related }: Matches,
  matches: readonly Match[],
  others: readonly Match[] = matches,
): Uint8Array {
  const n = others.length;
  const fit = new Uint8Array(matches.length * n);
  const byGroup = new Map<number, number[]>();
  for (const [j, { group }] of others.entries()) append(byGroup, group, j);
  const mark = (i: number, group: number): void => {
    for (const j of byGroup.get(group) ?? []) fit[i * n + j] = 1;
  };
  for (const [i, { alike, group }] of matches.entries()) {
    for (const other of alike) mark(i, other);
    for (const other of related.get(group) ?? []) mark(i, other);
  }
  return fit;
}

/** Whether the items of `other` may stand as wrong ones beside those of `match`. */
export function couldBeWrong({ related }: Matches, match: Match, other: Match): boolean {
  return !match.alike.has(other.group) && !related.get(match.group)?.has(other.group);
}
