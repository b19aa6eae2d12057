import { positionOf, type PageSignal } from './page-signal.ts';

/** What an event was about, read when it happened: by the time that it is acted on, the page may have changed. */
export interface Happened {
  /** From where it happened up to the document; of a closed shadow root its host alone. */
  path: readonly EventTarget[];
  /** By element of the path, its item and its action as they were. */
  items: ReadonlyMap<EventTarget, string>;
  actions: ReadonlyMap<EventTarget, string>;
}

/** Reads an event. */
export function readEvent(event: Event): Happened {
  const path = event.composedPath();
  const read = (name: string): Map<EventTarget, string> =>
    new Map(
      path.flatMap((node) => {
        const value = (node as Partial<Element>).getAttribute?.(name);
        return typeof value === 'string' ? [[node, value] as const] : [];
      }),
    );
  return { path, items: read('data-item-id'), actions: read('data-item-action') };
}

/**
 * The signal that it gives: of the innermost item in the container, or the container itself; what the innermost control
 * within that item names, else a click. Nothing outside of items, and where a control names nothing.
 */
export function signalOf(
  { path, items, actions }: Happened,
  container: Element,
): PageSignal | undefined {
  const end = path.indexOf(container);
  const at = path.findIndex((node) => items.has(node));
  if (at < 0 || at > end) return undefined;
  const itemId = items.get(path[at]!)!;
  const control = path.slice(0, at + 1).find((node) => actions.has(node));
  const type = control ? actions.get(control)! : 'click';
  if (itemId === '' || type === '') return undefined;
  return { type, itemId, ...positionOf(container, path[at] as Element) };
}
