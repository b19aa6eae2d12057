const DURATION_MS = 620;
const EASING = 'cubic-bezier(0.2, 0.8, 0.2, 1)';

/** Whether the person wants things to move. */
export function isMotionWanted(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Where the children of a list stand on the screen, also in the middle of a movement. */
export function measure(list: Element): Map<Element, number> {
  return new Map([...list.children].map((child) => [child, child.getBoundingClientRect().top]));
}

/**
 * Lets the children of a list glide from where they stood to where they stand: First, Last, Invert, Play.
 * Only what is on the screen before or after moves. What is new fades in.
 *
 * Source: Paul Lewis, FLIP Your Animations (2015).
 *
 * @returns how long it takes, in milliseconds; 0 where nothing moves
 */
export function glide(list: Element, before: ReadonlyMap<Element, number>): number {
  if (!isMotionWanted() || before.size === 0) return 0;
  const height = innerHeight;
  const isShown = (top: number): boolean => top > -200 && top < height;
  const moves = [...list.children].map((child) => {
    for (const animation of child.getAnimations()) animation.cancel();
    return { child, from: before.get(child), to: child.getBoundingClientRect().top };
  });
  for (const { child, from, to } of moves) {
    if (from === undefined) {
      if (isShown(to)) child.animate([{ opacity: 0 }, { opacity: 1 }], DURATION_MS);
      continue;
    }
    if (Math.abs(from - to) < 1 || !(isShown(from) || isShown(to))) continue;
    // From far away it comes in from just beyond the edge; what rises passes over what sinks.
    const distance = Math.max(-height, Math.min(height, from - to));
    const zIndex = distance > 0 ? '2' : '1';
    const start = { transform: `translateY(${distance}px)`, zIndex };
    child.animate([start, { transform: 'none', zIndex }], {
      duration: DURATION_MS,
      easing: EASING,
    });
  }
  return DURATION_MS;
}

/** Lets an element leave to the side. Resolves once it is gone from sight. */
export async function leave(element: Element): Promise<void> {
  if (!isMotionWanted()) return;
  const away = { opacity: 0, transform: 'translateX(-48px)' };
  await element
    .animate([{ opacity: 1, transform: 'none' }, away], { duration: 220, easing: 'ease-in' })
    .finished.catch(() => {});
}
