const COUNT = 64;

/**
 * Maps for the keys that end alike. A map that has outgrown its room copies all that it holds at once, and
 * while a hundred thousand entries are copied the page stands still; so many are kept in parts.
 */
export function createParts<Part>(create: () => Part): { of(key: string): Part; clear(): void } {
  let parts: (Part | undefined)[] = [];
  return {
    of(key) {
      const end = key.length;
      const which =
        (key.charCodeAt(end - 1) + 7 * key.charCodeAt(end - 2) + 29 * key.charCodeAt(end - 3)) &
        (COUNT - 1);
      return (parts[which] ??= create());
    },
    clear() {
      parts = [];
    },
  };
}
