import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** Widths that every plot is drawn in, in CSS pixels: one of them shows, by the width of the page. */
export const WIDTHS = { narrow: 330, wide: 560 } as const;

/** Draws a plot for one width. */
export type Drawing = (width: number) => Plot.PlotOptions;

/**
 * Draws with Observable Plot into a document of its own: inline SVG for both widths of page, in the page's
 * colours (CSS variables) on a transparent ground.
 *
 * @param label what the plot shows, for who cannot see it; its source is part of it
 */
export function draw(label: string, drawing: Drawing): string {
  return Object.entries(WIDTHS)
    .map(([name, width]) => {
      const { document } = parseHTML('<html><body></body></html>');
      const drawn = Plot.plot({
        width,
        style: { fontSize: '12px', overflow: 'visible' },
        ariaLabel: label,
        className: 'plot',
        ...drawing(width),
        document: document as unknown as NonNullable<Plot.PlotOptions['document']>,
      });
      // The page's own style sheet stands for the one that each plot brings.
      for (const style of drawn.querySelectorAll('style')) style.remove();
      drawn.setAttribute('role', 'img');
      drawn.setAttribute('class', `plot ${name}`);
      return drawn.outerHTML;
    })
    .join('\n');
}

/** Colours of the page's style sheet. */
export const INK = 'var(--ink)';
export const FAINT = 'var(--line)';
export const STUDENT = 'var(--student)';
export const TEACHER = 'var(--teacher)';
export const BASELINE = 'var(--baseline)';
export const CHOSEN = 'var(--chosen)';

/** Keeps text apart from what it stands on. */
export const HALO = { stroke: 'var(--paper)', strokeWidth: 4 } as const;

/** An interval behind the mark of its mean, in the mark's colour. */
export const INTERVAL = {
  stroke: 'colour',
  strokeWidth: 5,
  strokeOpacity: 0.35,
  strokeLinecap: 'round',
} as const;
