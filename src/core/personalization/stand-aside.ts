import { POOR_CAP } from '../limits/stand-behind.ts';

/**
 * Moves what was dismissed behind what is allowed and was not, so that it stands below the first `depth` as long as
 * there are as many others, and last where there are fewer. What limits forbid stands behind all that they do not but
 * where too little is left to fill the first `depth`. Each group keeps its order.
 *
 * @param order candidates, best first, what is forbidden behind all others
 * @param caps the best grade that limits leave each candidate; without limits `undefined`
 */
export function standAside(
  order: Uint32Array,
  dismissed: ReadonlySet<number>,
  caps: ArrayLike<number> | undefined,
  depth: number,
): Uint32Array {
  if (dismissed.size === 0) return order;
  const isAllowed = (candidate: number): boolean => (caps?.[candidate] ?? 4) > POOR_CAP;
  const others = order.filter((candidate) => !dismissed.has(candidate));
  const allowed = others.findIndex((candidate) => !isAllowed(candidate));
  const ahead = Math.max(allowed < 0 ? others.length : allowed, Math.min(depth, others.length));
  const aside = order.filter((candidate) => dismissed.has(candidate));
  const moved = new Uint32Array(order.length);
  moved.set(others.subarray(0, ahead));
  const [open, forbidden] = [aside.filter(isAllowed), aside.filter((one) => !isAllowed(one))];
  moved.set(open, ahead);
  moved.set(others.subarray(ahead), ahead + open.length);
  moved.set(forbidden, others.length + open.length);
  return moved;
}
