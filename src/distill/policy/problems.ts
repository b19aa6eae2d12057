import { PocketRankError } from '../../core/errors.ts';

export { didYouMean } from '../../core/features/near-name.ts';

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
