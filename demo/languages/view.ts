import { renderGrade } from '../view/grade.ts';
import { html, type Html } from '../view/html.ts';
import type { Language } from './file.ts';

/** A ranking of a language's ads by one model: indices of ads, best first, each with its grade. */
export type Order = readonly { ad: number; policy: number }[];

/** How many of the person's own trade stand in as many first places, as a sentence. */
export function verdictOf({ ads }: Language, order: Order): string {
  const own = ads.filter(({ isOwn }) => isOwn).length;
  const found = order.slice(0, own).filter(({ ad }) => ads[ad]!.isOwn).length;
  return `${found} of ${own} in the first ${own}`;
}

/** A list as one model orders it: the ad's own words, what they mean, and the grade. */
export function renderOrder({ id, ads }: Language, order: Order): Html {
  return html`${order.map(({ ad, policy }, at) => {
    const { title, means, isOwn } = ads[ad]!;
    return html`<li class="${isOwn ? 'foreign own' : 'foreign'}">
      <span class="rank">${at + 1}</span>
      <span
        ><b lang="${id}">${title}</b>
        <span class="quiet"
          >${means}${isOwn && html`<span class="visually-hidden">, of her trade</span>`}</span
        ></span
      >
      ${renderGrade(policy)}
    </li>`;
  })}`;
}
