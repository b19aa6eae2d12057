const DURATION_MS = 520;

/** Where the children of a list stand on the screen. */
export function measure(list: HTMLElement): Map<Element, number> {
  return new Map([...list.children].map((child) => [child, child.getBoundingClientRect().top]));
}

/**
 * Lets the children of a list glide from where they stood to where they stand: First, Last, Invert, Play.
 * Only what is on the screen before or after moves. With `prefers-reduced-motion` nothing does.
 *
 * Source: Paul Lewis, FLIP Your Animations (2015).
 */
export function glide(list: HTMLElement, before: ReadonlyMap<Element, number>): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const height = innerHeight;
  const isShown = (top: number): boolean => top > -200 && top < height;
  const moves: [Element, number][] = [];
  for (const child of list.children) {
    const from = before.get(child);
    const to = child.getBoundingClientRect().top;
    if (from === undefined || from === to || !(isShown(from) || isShown(to))) continue;
    // From far away it comes in from just beyond the edge.
    moves.push([child, Math.max(-height, Math.min(height, from - to))]);
  }
  for (const [child, distance] of moves) {
    // What rises passes over what sinks.
    const zIndex = distance > 0 ? '1' : '0';
    const from = { transform: `translateY(${distance}px)`, zIndex };
    child.animate([from, { transform: 'none', zIndex }], {
      duration: DURATION_MS,
      easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)',
    });
  }
}
