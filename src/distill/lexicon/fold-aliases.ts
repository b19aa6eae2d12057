import { foldName } from '../../core/reading/fold-name.ts';

/** The currency signs of a text, in small letters with what is written to them: `US$` is `us$`. */
export function foldCurrency(name: string): string {
  return /\p{Sc}/u.test(name) ? name.replace(/\s+/gu, '').toLowerCase() : foldName(name);
}

/** The aliases of one list and the things that they name. */
export interface AliasList {
  /**
   * Folds the aliases of `owner`, and its own name, and keeps those that are new.
   *
   * @param conflict told each alias that names another thing already, and that thing
   */
  add(
    owner: string,
    names: readonly string[],
    conflict: (alias: string, other: string) => void,
  ): void;
  /** The aliases of `owner` between `|`, without its own name. */
  text(owner: string): string;
}

/** Makes an empty list. `owners` are names in it from the start, each for itself. */
export function createAliasList(
  owners: readonly string[],
  fold: (name: string) => string = foldName,
): AliasList {
  // In reverse, so that of owners that fold alike the first has the name.
  const ownerOf = new Map(owners.toReversed().map((owner) => [withoutSpaces(fold(owner)), owner]));
  const aliasesOf = new Map<string, string[]>();
  return {
    add(owner, names, conflict) {
      const own = aliasesOf.get(owner) ?? [];
      aliasesOf.set(owner, own);
      for (const name of [owner, ...names]) {
        const alias = fold(name);
        if (alias === '') continue;
        const key = withoutSpaces(alias);
        const other = ownerOf.get(key);
        if (other === undefined) {
          ownerOf.set(key, owner);
          own.push(alias);
        } else if (other !== owner) conflict(name, other);
      }
    },
    text: (owner) => (aliasesOf.get(owner) ?? []).join('|'),
  };
}

/** Spaces do not tell names apart: "full time" is "fulltime". */
export function withoutSpaces(name: string): string {
  return name.replaceAll(' ', '');
}
