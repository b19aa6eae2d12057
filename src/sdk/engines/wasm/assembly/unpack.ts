import { ROW_BYTES, TABLE, TABLE_ROWS, WIDTH } from '../layout';

/**
 * Expands the packed table to int8 at TABLE (core/format/packed-table), zeros at the end of each row; up to
 * eight bytes beyond its end are overwritten.
 *
 * @param from the packed rows
 * @param scales a byte a row
 * @param values for each byte there is the integers that it stores, eight bytes with zeros at their end
 * @param perByte how many those are
 */
export function unpack(from: i32, scales: i32, values: i32, perByte: i32): void {
  const rowBytes = load<i32>(ROW_BYTES);
  const width = load<i32>(WIDTH);
  let to = load<i32>(TABLE);
  for (let rows = load<i32>(TABLE_ROWS); rows > 0; rows--) {
    const scale = i16x8.splat(load<u8>(scales++));
    const end = to + width;
    for (let at = to; at < end; at += perByte) {
      const stored = v128.load_ext<i8>(values + ((load<u8>(from++) as i32) << 3));
      const product = i16x8.mul(stored, scale);
      v128.store_lane<u64>(at, i8x16.narrow_i16x8_s(product, product), 0);
    }
    to += rowBytes;
    memory.fill(end, 0, to - end);
  }
}
