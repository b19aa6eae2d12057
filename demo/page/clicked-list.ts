import { renderClicked, type ClickedRow } from '../view/clicked.ts';
import { build } from './dom.ts';
import { glide, measure } from './flip.ts';

/** Draws the rows of what gets clicked; each keeps its element, so that it can glide to another place. */
export function drawClickedRows(
  list: Element,
  rows: readonly ClickedRow[],
  isAnimated: boolean,
): void {
  const before = isAnimated ? measure(list) : new Map<Element, number>();
  const standing = new Map(
    [...list.children].map((row) => [row.getAttribute('data-clicked-id'), row]),
  );
  const next = rows.map((row) => {
    const fresh = build(renderClicked(row));
    const old = standing.get(row.id);
    if (old === undefined) return fresh;
    if (old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML;
    old.className = fresh.className;
    return old;
  });
  list.replaceChildren(...next);
  glide(list, before);
}
