/** From so many halvings on no double is left. */
const NONE_LEFT = 1075;
/** Terms of the exponential series after which a double changes no more, for exponents from −ln 2 to 0. */
const TERMS = 16;

/**
 * 0.5 ** x for x ≥ 0, built of exactly rounded operations alone, since powers may differ in their last bit from one
 * engine to the next. Within a few units in the last place of the true value.
 */
export function halve(x: number): number {
  if (!(x < NONE_LEFT)) return 0;
  const whole = Math.floor(x);
  const exponent = (x - whole) * Math.LN2;
  let power = 1;
  let term = 1;
  for (let k = 1; k <= TERMS; k++) {
    term *= -exponent / k;
    power += term;
  }
  for (let i = 0; i < whole; i++) power /= 2;
  return power;
}
