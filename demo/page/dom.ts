import type { Html } from '../view/html.ts';

/** The element with an id that the page is known to have. */
export function byId<T extends Element = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element as Element as T;
}

/** The first element within that a selector finds, which is known to be there. */
export function find<T extends Element = HTMLElement>(within: ParentNode, selector: string): T {
  const element = within.querySelector<T>(selector);
  if (element === null) throw new Error(`There is no ${selector}.`);
  return element;
}

/** Makes the one element that the markup tells. */
export function build<T extends Element = HTMLElement>(markup: Html): T {
  const template = document.createElement('template');
  template.innerHTML = markup.markup.trim();
  return template.content.firstElementChild as T;
}

/** Replaces what an element holds, where it differs. */
export function fill(element: Element, markup: Html): void {
  if (shown.get(element) === markup.markup) return;
  shown.set(element, markup.markup);
  element.innerHTML = markup.markup;
}

const shown = new WeakMap<Element, string>();

/** Gives the browser a frame, so that it can draw and take input. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}
