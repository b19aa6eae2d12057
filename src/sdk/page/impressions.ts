import { positionOf, type ObserveOptions, type PageSignal } from './page-signal.ts';

const SELECTOR = '[data-item-id]';

/** Reports each item of a container once, when it has been in view long enough. */
export function createImpressions(
  container: Element,
  onSignal: (signal: PageSignal) => void,
  { visibleShare = 0.5, visibleMs = 1_000 }: ObserveOptions,
): { stop(): void } {
  if (typeof IntersectionObserver === 'undefined') return { stop() {} };
  const seen = new Set<string>();
  const timers = new Map<Element, ReturnType<typeof setTimeout>>();
  const watched = new Set<Element>();

  function leave(element: Element): void {
    clearTimeout(timers.get(element));
    timers.delete(element);
  }

  function enter(element: Element): void {
    const itemId = element.getAttribute('data-item-id');
    if (!itemId || seen.has(itemId) || timers.has(element)) return;
    const onSeen = (): void => {
      timers.delete(element);
      // The element may show another item by now.
      if (element.getAttribute('data-item-id') !== itemId || !element.isConnected) return;
      seen.add(itemId);
      onSignal({ type: 'impression', itemId, position: positionOf(container, element) });
    };
    timers.set(element, setTimeout(onSeen, visibleMs));
  }

  const views = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, intersectionRatio } of entries) {
        if (isIntersecting && intersectionRatio >= visibleShare) enter(target);
        else leave(target);
      }
    },
    { threshold: visibleShare },
  );

  /** Watches every element anew whose item is not known to have been seen. */
  function refresh(): void {
    const present = new Set(container.querySelectorAll(SELECTOR));
    for (const element of watched) {
      if (present.has(element)) continue;
      watched.delete(element);
      views.unobserve(element);
      leave(element);
    }
    for (const element of present) {
      if (watched.has(element)) continue;
      watched.add(element);
      views.observe(element);
    }
  }

  /** An element that now shows another item begins anew. */
  function onMutations(records: readonly MutationRecord[]): void {
    for (const { type, target } of records) {
      if (type !== 'attributes') continue;
      watched.delete(target as Element);
      views.unobserve(target as Element);
      leave(target as Element);
    }
    refresh();
  }

  const mutations =
    typeof MutationObserver === 'undefined' ? undefined : new MutationObserver(onMutations);
  mutations?.observe(container, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['data-item-id'],
  });
  refresh();
  return {
    stop() {
      mutations?.disconnect();
      views.disconnect();
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
