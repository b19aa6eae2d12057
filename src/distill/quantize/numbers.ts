/** The largest magnitude; 0 of none. */
export function largest(values: ArrayLike<number>): number {
  let top = 0;
  for (let i = 0; i < values.length; i++) top = Math.max(top, Math.abs(values[i]!));
  return top;
}

/** The sum of magnitudes. */
export function magnitude(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]!);
  return sum;
}

/** To the nearest integer, halves up: the rule of core/math. */
export function round(value: number): number {
  return Math.floor(value + 0.5);
}

/** Brings a value into ±limit. */
export function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
