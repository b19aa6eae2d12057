/** A click as it was: its path, and of each part of it the item and the action that it named. */
export type EarlyClick = readonly [
  path: readonly EventTarget[],
  items: readonly (string | null | undefined)[],
  actions: readonly (string | null | undefined)[],
];

/** Notes clicks on a container until the code is there that understands them. */
export function catchEarly(container: Element): { clicks: EarlyClick[]; stop(): void } {
  const clicks: EarlyClick[] = [];
  const note = (event: Event): void => {
    const path = event.composedPath();
    const read = (name: string) =>
      path.map((node) => (node as Partial<Element>).getAttribute?.(name));
    clicks.push([path, read('data-item-id'), read('data-item-action')]);
  };
  container.addEventListener('click', note, true);
  return { clicks, stop: () => container.removeEventListener('click', note, true) };
}
