/** A copy of a column of numbers with room for `count`. */
export function grown<Column extends Int32Array | Float64Array>(
  column: Column,
  count: number,
): Column {
  const more = new (column.constructor as new (count: number) => Column)(count);
  more.set(column);
  return more;
}
