import type { Measure } from '../policy/measure.ts';
import { meets, parseCondition } from '../policy/parse-condition.ts';
import type { Condition, Level } from '../policy/policy.ts';

/** Two rows after their common border has moved. */
export interface MovedBorder {
  cells: readonly [own: string, neighbour: string];
  conditions: readonly [own: Condition, neighbour: Condition];
}

/** How far a new border goes beyond the value, from round to exact: one, two, three digits. */
const DIGITS = [1, 2, 3];

/**
 * Moves the number that two neighbouring rows of a table of levels share, so that a value which meets the one meets
 * the other: to the roundest number that does. The words around it stay. Undefined where they share none, or the
 * new cells do not parse.
 *
 * @param cells of both rows, as the document has them
 */
export function moveBorder(
  measure: Measure,
  [own, neighbour]: readonly [Level, Level] | readonly Level[],
  [ownCell, otherCell]: readonly (string | undefined)[],
  value: number,
): MovedBorder | undefined {
  if (!own || !neighbour || ownCell === undefined || otherCell === undefined) return undefined;
  const others = new Set(numbersOf(otherCell));
  const border = numbersOf(ownCell).find((number) => others.has(number));
  if (border === undefined) return undefined;
  const isShare = ownCell.includes('%');
  const shown = isShare ? 100 * value : value;
  for (const number of roundBeyond(shown)) {
    const [first, second] = [ownCell, otherCell].map((cell) => replaceNumber(cell, border, number));
    const parsed = [first!, second!].map((cell) => parseCondition(cell, measure));
    const conditions = parsed.flatMap((each) => ('condition' in each ? [each.condition] : []));
    const [mine, theirs] = conditions;
    if (mine === undefined || theirs === undefined || conditions.length < 2) continue;
    if (meets(theirs, value) && (isBetterFirst(own, neighbour) || !meets(mine, value))) {
      return { cells: [first!, second!], conditions: [mine, theirs] };
    }
  }
  return undefined;
}

/** The border itself belongs to the better row, which is looked at first. */
function isBetterFirst(own: Level, neighbour: Level): boolean {
  return neighbour.level > own.level;
}

/** Numbers around a value, the roundest first. */
function* roundBeyond(value: number): Iterable<number> {
  const scale = Math.floor(Math.log10(Math.max(Math.abs(value), 1e-3)));
  for (const digits of DIGITS) {
    const step = 10 ** (scale - digits + 1);
    const decimals = Math.max(0, digits - 1 - scale);
    const at = Math.floor(value / step + 1e-9);
    for (const multiple of [at, at + 1]) yield Number((multiple * step).toFixed(decimals));
  }
}

const NUMBER = /\d+(?:\.\d+)?/gu;

function numbersOf(cell: string): number[] {
  return [...cell.matchAll(NUMBER)].map(([text]) => Number(text));
}

function replaceNumber(cell: string, from: number, to: number): string {
  return cell.replaceAll(NUMBER, (text) => (Number(text) === from ? String(to) : text));
}
