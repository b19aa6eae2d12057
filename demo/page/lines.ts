/** How many rows are tied to their cards: more would be a thicket. */
const MAX_LINES = 9;

/**
 * Draws a line from each of the first rows to the card of the same item; what is struck out has none. Positions are read
 * from the screen, so that the lines follow what moves.
 */
export function drawLines(svg: SVGSVGElement, rows: Element, cards: Element): void {
  const frame = svg.getBoundingClientRect();
  if (frame.width === 0) return;
  const targets = new Map(
    [...cards.children].map((card) => [card.getAttribute('data-item-id'), card]),
  );
  const paths = [...rows.children].slice(0, MAX_LINES).map((row) => {
    const isOut = row.classList.contains('out');
    const card = targets.get(row.getAttribute('data-clicked-id'));
    const from = middle(row) - frame.top;
    if (isOut || card === undefined) return stub(from);
    return curve(from, middle(card) - frame.top, frame.width);
  });
  svg.setAttribute('viewBox', `0 0 ${frame.width} ${frame.height}`);
  while (svg.childElementCount > paths.length) svg.lastElementChild!.remove();
  paths.forEach(({ path, name }, at) => {
    const line = svg.children[at] ?? svg.appendChild(newPath());
    line.setAttribute('d', path);
    line.setAttribute('class', name);
  });
}

const newPath = (): SVGPathElement =>
  document.createElementNS('http://www.w3.org/2000/svg', 'path');

/** A third of a card's height: where its title stands. */
function middle(element: Element): number {
  const { top, height } = element.getBoundingClientRect();
  return top + Math.min(height / 2, 34);
}

interface Line {
  path: string;
  name: string;
}

function stub(from: number): Line {
  return { path: `M0 ${from}h14m-5 -5l10 10m0 -10l-10 10`, name: 'stub' };
}

function curve(from: number, to: number, width: number): Line {
  const half = width / 2;
  const name = Math.abs(to - from) < 12 ? 'level' : to < from ? 'rise' : 'fall';
  return { path: `M0 ${from}C${half} ${from} ${half} ${to} ${width} ${to}`, name };
}

/** Draws lines anew in every frame for so many milliseconds, and once more at the end. */
export function followLines(draw: () => void, durationMs: number): void {
  const end = performance.now() + durationMs;
  const step = (now: number): void => {
    draw();
    if (now < end) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
