import type { Ranking } from 'pocketrank';
import { html, type Html } from './html.ts';

/** Milliseconds for people. */
export function formatMs(ms: number): string {
  return `${ms >= 10 ? ms.toFixed(0) : ms.toFixed(1)} ms`;
}

/** Where a ranking's milliseconds went, as rows with bars. */
export function renderTimings(timings: Ranking['timings'], items: number, many: string): Html {
  const { encodedItems, encodeMs, scoreMs, personalizeMs, orderMs } = timings;
  const rows: [string, number][] = [
    [encodedItems > 0 ? `read ${encodedItems} new ${many}` : `look up known ${many}`, encodeMs],
    [`score ${items} ${many}`, scoreMs],
    ['what you did', personalizeMs],
    ['order', orderMs],
  ];
  const largest = Math.max(...rows.map(([, ms]) => ms), 0.01);
  return html`${rows.map(
    ([name, ms]) =>
      html`<dt>${name}</dt>
        <dd>
          <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect class="for" width="${((100 * ms) / largest).toFixed(1)}" height="6" /></svg
          ><span>${formatMs(ms)}</span>
        </dd>`,
  )}`;
}
