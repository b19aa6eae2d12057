/**
 * How a table's rows are stored. The value of an element is its stored integer times its row's scale:
 * - `ternary`: −1, 0, 1; five a byte, base 3, the first element in the lowest digit
 * - `int4`: −7 … 7; two a byte, the first element in the low nibble, two's complement
 * - `int8`: −127 … 127, scale 1
 */
export const TABLE_FORMATS = ['ternary', 'int4', 'int8'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** The largest stored magnitude of each format. */
export const TABLE_LEVELS: Readonly<Record<TableFormat, number>> = {
  ternary: 1,
  int4: 7,
  int8: 127,
};
