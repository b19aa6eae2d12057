import type { Occupation } from './types.ts';

/** Two occupations of one field that nothing else relates. */
const SAME_FIELD = 0.12;
/** What a step over a third occupation keeps of the product of both closenesses. */
const TWO_STEPS = 0.8;

/**
 * Creates the closeness of two occupations, given by id: 1 for the same; as stated for related ones; over
 * one occupation between them 0.8 times the product; 0.12 within a field; else 0. Symmetric, 0–1; unknown
 * ids are close to nothing.
 */
export function createCloseness(
  occupations: readonly Occupation[],
): (a: string, b: string) => number {
  const position = new Map(occupations.map((occupation, at) => [occupation.id, at]));
  const count = occupations.length;
  const table = new Float64Array(count * count);
  const raise = (a: number, b: number, value: number) => {
    table[a * count + b] = Math.max(table[a * count + b] as number, value);
    table[b * count + a] = table[a * count + b] as number;
  };

  const direct = occupations.map((occupation) =>
    occupation.related.flatMap(({ id, closeness }) => {
      const at = position.get(id);
      return at === undefined ? [] : [{ at, closeness }];
    }),
  );
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      if (occupations[a]?.field === occupations[b]?.field) raise(a, b, SAME_FIELD);
    }
  }
  direct.forEach((neighbours, a) => {
    for (const { at, closeness } of neighbours) {
      for (const next of direct[at] as typeof neighbours) {
        raise(a, next.at, TWO_STEPS * closeness * next.closeness);
      }
    }
  });
  // What is stated counts as stated, also where a detour would be shorter.
  direct.forEach((neighbours, a) => {
    for (const { at, closeness } of neighbours) {
      table[a * count + at] = closeness;
      table[at * count + a] = closeness;
    }
  });
  for (let a = 0; a < count; a++) table[a * count + a] = 1;

  return function closeness(a, b) {
    const row = position.get(a);
    const column = position.get(b);
    if (row === undefined || column === undefined) return a === b ? 1 : 0;
    return table[row * count + column] as number;
  };
}
