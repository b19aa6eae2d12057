/** The chance of looking at each of the first twenty positions, for someone who is still scrolling. */
const EXAMINATION: readonly number[] = [
  0.95, 0.88, 0.8, 0.72, 0.65, 0.59, 0.53, 0.48, 0.43, 0.39, 0.35, 0.32, 0.29, 0.26, 0.24, 0.22,
  0.2, 0.18, 0.165, 0.15,
];
/** After the twentieth each position is looked at this much less. */
const DECAY = 0.93;

/** The chance of going on down the list after a click. */
export const CONTINUATION = 0.9;

/** The chances of examination of `count` positions, from the first. */
export function examinationOf(count: number): number[] {
  const list: number[] = [];
  for (let at = 0; at < count; at++) {
    const known = EXAMINATION[at];
    list.push(known ?? Math.round((list[at - 1] as number) * DECAY * 1e6) / 1e6);
  }
  return list;
}
