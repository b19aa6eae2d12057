/** An item capped at or below this is forbidden: it stands behind all that are not. */
export const POOR_CAP = 1;

/** Moves what is forbidden behind everything that is not; both keep their order. Returns `order` itself where nothing moves. */
export function standBehind(order: Uint32Array, caps: ArrayLike<number>): Uint32Array {
  const forbidden = order.filter((candidate) => caps[candidate]! <= POOR_CAP);
  if (forbidden.length === 0) return order;
  const allowed = order.filter((candidate) => caps[candidate]! > POOR_CAP);
  const moved = new Uint32Array(order.length);
  moved.set(allowed);
  moved.set(forbidden, allowed.length);
  return moved;
}
