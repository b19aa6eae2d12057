import { itemElements, positionOf, type ObserveOptions, type PageSignal } from './page-signal.ts';

/**
 * Reports each item of a container once, when it has been in view long enough.
 *
 * @param seen the items that need not be reported any more; grows
 */
export function createImpressions(
  container: Element,
  onSignal: (signal: PageSignal) => void,
  seen: Set<string>,
  { visibleShare = 0.5, visibleMs = 1_000 }: ObserveOptions,
): { stop(): void } {
  if (typeof IntersectionObserver === 'undefined') return { stop() {} };
  const page = container.ownerDocument;
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
      if (element.getAttribute('data-item-id') !== itemId || !isVisible(element)) return;
      // Another observer may have been faster.
      if (seen.has(itemId)) return;
      seen.add(itemId);
      onSignal({ type: 'impression', itemId, ...positionOf(container, element) });
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
    const present = new Set(itemElements(container));
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
  /** What was in view when the person went elsewhere begins anew when they come back. */
  function onReturn(): void {
    if (page.visibilityState === 'hidden') return;
    for (const element of watched) views.unobserve(element);
    watched.clear();
    refresh();
  }

  page.addEventListener('visibilitychange', onReturn);
  refresh();
  return {
    stop() {
      page.removeEventListener('visibilitychange', onReturn);
      mutations?.disconnect();
      views.disconnect();
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** Whether somebody who looks at the page can see an element: a browser counts what is transparent as in view. */
function isVisible(element: Element): boolean {
  if (!element.isConnected || element.ownerDocument.visibilityState === 'hidden') return false;
  const how = { checkOpacity: true, checkVisibilityCSS: true };
  return (element as Partial<Element>).checkVisibility?.(how) ?? true;
}
