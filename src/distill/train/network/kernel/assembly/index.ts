/**
 * The inner loops of training an embedding table, in SIMD: rows are `stride` floats, a multiple of 4. The host
 * owns the memory; all arguments are addresses and counts.
 */

/** out[0 … stride) = Σ weights[t] · table[rows[t]] over `count` tokens. */
export function sumRows(
  rows: usize,
  weights: usize,
  count: i32,
  table: usize,
  stride: i32,
  out: usize,
): void {
  const rowBytes = (<usize>stride) << 2;
  let d: usize = 0;
  // Eight registers of sums at a time while the tokens pass by.
  for (; d + 128 <= rowBytes; d += 128) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    let s4 = f32x4.splat(0);
    let s5 = f32x4.splat(0);
    let s6 = f32x4.splat(0);
    let s7 = f32x4.splat(0);
    for (let t: i32 = 0; t < count; t++) {
      const from = table + <usize>load<u32>(rows + ((<usize>t) << 2)) * rowBytes + d;
      const weight = f32x4.splat(<f32>load<u8>(weights + <usize>t));
      s0 = f32x4.add(s0, f32x4.mul(weight, v128.load(from)));
      s1 = f32x4.add(s1, f32x4.mul(weight, v128.load(from, 16)));
      s2 = f32x4.add(s2, f32x4.mul(weight, v128.load(from, 32)));
      s3 = f32x4.add(s3, f32x4.mul(weight, v128.load(from, 48)));
      s4 = f32x4.add(s4, f32x4.mul(weight, v128.load(from, 64)));
      s5 = f32x4.add(s5, f32x4.mul(weight, v128.load(from, 80)));
      s6 = f32x4.add(s6, f32x4.mul(weight, v128.load(from, 96)));
      s7 = f32x4.add(s7, f32x4.mul(weight, v128.load(from, 112)));
    }
    v128.store(out + d, s0);
    v128.store(out + d, s1, 16);
    v128.store(out + d, s2, 32);
    v128.store(out + d, s3, 48);
    v128.store(out + d, s4, 64);
    v128.store(out + d, s5, 80);
    v128.store(out + d, s6, 96);
    v128.store(out + d, s7, 112);
  }
  for (; d < rowBytes; d += 16) {
    let sum = f32x4.splat(0);
    for (let t: i32 = 0; t < count; t++) {
      const from = table + <usize>load<u32>(rows + ((<usize>t) << 2)) * rowBytes + d;
      const weight = f32x4.splat(<f32>load<u8>(weights + <usize>t));
      sum = f32x4.add(sum, f32x4.mul(weight, v128.load(from)));
    }
    v128.store(out + d, sum);
  }
}

/** gradients[rows[t]] += weights[t] · gradient over `count` tokens. */
export function addToRows(
  rows: usize,
  weights: usize,
  count: i32,
  gradient: usize,
  stride: i32,
  gradients: usize,
): void {
  const rowBytes = (<usize>stride) << 2;
  for (let t: i32 = 0; t < count; t++) {
    const to = gradients + <usize>load<u32>(rows + ((<usize>t) << 2)) * rowBytes;
    const weight = f32x4.splat(<f32>load<u8>(weights + <usize>t));
    for (let d: usize = 0; d < rowBytes; d += 16) {
      v128.store(to + d, f32x4.add(v128.load(to + d), f32x4.mul(weight, v128.load(gradient + d))));
    }
  }
}
