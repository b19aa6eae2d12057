import { PocketRankError } from '../../core/errors.ts';

/** Something wrong in a policy document. */
export interface Problem {
  line: number;
  message: string;
}

/** Gathers what is wrong, so that an editor sees all of it at once. */
export interface Problems {
  add(line: number, message: string): void;
  readonly list: readonly Problem[];
  /** Throws `INVALID_POLICY` if there are any. */
  check(): void;
}

const MAX_SHOWN = 20;

/** Makes an empty list of problems for the document `source`. */
export function createProblems(source: string): Problems {
  const list: Problem[] = [];
  return {
    list,
    add(line, message) {
      list.push({ line, message });
    },
    check() {
      if (list.length === 0) return;
      const sorted = [...list].sort((a, b) => a.line - b.line);
      const shown = sorted
        .slice(0, MAX_SHOWN)
        .map(({ line, message }) => `line ${line}: ${message}`);
      if (list.length > MAX_SHOWN) shown.push(`and ${list.length - MAX_SHOWN} more`);
      throw new PocketRankError(
        'INVALID_POLICY',
        list.length === 1
          ? `${source}, ${shown[0]}.`
          : `${source} has ${list.length} problems:\n  ${shown.join('\n  ')}\n`,
        { hint: 'The rules of the format stand at the top of the policy of the jobs domain.' },
      );
    },
  };
}

/** `name` in quotes with the nearest of `known` as a suggestion, for messages. */
export function didYouMean(name: string, known: readonly string[]): string {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best ? `"${name}" (did you mean "${best}"?)` : `"${name}"`;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  if (a.length > 60 || b.length > 60) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + change));
    }
    row = next;
  }
  return row[b.length] ?? Number.POSITIVE_INFINITY;
}
