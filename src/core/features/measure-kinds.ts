/**
 * How an item is compared with a profile, or what is told of one of them.
 * - `overlap`: the share of the item's tokens, by rarity, that the profile has too;
 * - `coverage`, `contains`: the share of the item's values that the profile has; whether it has any of them;
 * - `same`: whether a category or flag is the same on both sides;
 * - `grade`: what a table says of the item's value and the profile's;
 * - `ratio`, `difference`: the item's number by, or less, the profile's;
 * - `within`: whether the profile's number lies in the item's range; `atMost`, `atLeast`: whether the item's is at
 *   most or at least the profile's;
 * - `distance`, `area`: how near the nearest places are, in kilometres and by name;
 * - `mentions`: how much of what the profile names the texts of the item name; or of what these name, the profile;
 * - `age`, `until`: days since and until the item's time;
 * - `value`, `number`, `count`: one side's own category, number, and how many values it has;
 * - `taught`: what only the build step can compute. All others are carried: the code of an item tells them.
 */
export const MEASURE_KINDS = [
  'overlap',
  'coverage',
  'contains',
  'same',
  'grade',
  'ratio',
  'difference',
  'within',
  'atMost',
  'atLeast',
  'distance',
  'area',
  'mentions',
  'age',
  'until',
  'value',
  'number',
  'count',
  'taught',
] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];
