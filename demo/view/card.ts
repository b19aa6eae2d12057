import type { ShownItem } from '../read/item.ts';
import { renderGrade } from './grade.ts';
import { html, type Html } from './html.ts';

/** What a card shows. */
export interface CardView {
  /** The item's key, and one that may be part of an element's id. */
  id: string;
  key: string;
  item: ShownItem;
  /** Skills of the person, folded to lower case. */
  wanted: ReadonlySet<string>;
  /** What the button that keeps an item says. */
  keep: string;
  standing: Standing;
}

/** Where an item stands, and by what. */
export interface Standing {
  rank: number;
  /** The rank without signals. */
  baseRank?: number;
  /** The rank by the chance of a click alone. */
  clickRank?: number;
  /** The policy's grade, 0 … 4; unknown where nothing could be ranked. */
  policy?: number;
  /** The sentence of the policy's limit that holds, if one does. */
  limit?: string | undefined;
  isOpened?: boolean;
  isSaved?: boolean;
}

const MAX_SKILLS = 5;

/** The card of an item in the list, closed. */
export function renderCard({ id, key, item, wanted, keep, standing }: CardView): Html {
  const skills = item.skills.slice(0, MAX_SKILLS).map((skill) => {
    const isShared = wanted.has(skill.toLowerCase());
    return html`<li class="${isShared ? 'skill shared' : 'skill'}">
      ${skill}${isShared && html`<span class="visually-hidden"> (you have it)</span>`}
    </li>`;
  });
  return html`<li class="card" data-item-id="${id}" data-position="${standing.rank}">
    <div class="where">${renderWhere(standing)}</div>
    <div class="what">
      <h3>
        <button type="button" class="open" aria-expanded="false" aria-controls="more-${key}">
          ${item.title}
        </button>
      </h3>
      <p class="facts">${item.facts.map((fact) => html`<span>${fact}</span> `)}</p>
      ${
        skills.length > 0 &&
        html`<ul class="skills" aria-label="Asked for">
          ${skills}
        </ul>`
      }
    </div>
    <div class="marks">${renderMarks(standing)}</div>
    <div class="actions" data-item-action="">
      <button type="button" class="why" aria-expanded="false" aria-controls="why-${key}">
        Why here?<span class="visually-hidden"> ${item.title}</span>
      </button>
      <button type="button" class="save" aria-pressed="${String(standing.isSaved === true)}">
        ${keep}<span class="visually-hidden"> ${item.title}</span>
      </button>
      <button type="button" class="dismiss">
        Not for me<span class="visually-hidden">: ${item.title}</span>
      </button>
    </div>
    <div id="more-${key}" class="more" data-item-action="" hidden></div>
    <div id="why-${key}" class="reasons" data-item-action="" hidden></div>
  </li>`;
}

/** The rank, and how far signals have moved the item. */
export function renderWhere({ rank, baseRank = rank }: Standing): Html {
  const moved = baseRank - rank;
  if (moved === 0) return html`<span class="rank">${rank}</span>`;
  const [name, sign, word] = moved > 0 ? ['up', '▲', 'up'] : ['down', '▼', 'down'];
  return html`<span class="rank">${rank}</span
    ><span class="move ${name}"
      ><span aria-hidden="true">${sign}${Math.abs(moved)}</span
      ><span class="visually-hidden">${word} ${Math.abs(moved)} by what you did</span></span
    >`;
}

/** The grade, the place by clicks alone, and what the policy has against it. */
export function renderMarks({ policy, clickRank, limit }: Standing): Html {
  return html`${policy !== undefined && renderGrade(policy)}
  ${clickRank !== undefined && html`<span class="by-clicks">by clicks ${ordinal(clickRank)}</span>`}
  ${limit !== undefined && html`<span class="limit">${limit}</span>`}`;
}

/** "1st", "22nd", "13th". */
export function ordinal(rank: number): string {
  const teen = rank % 100 >= 11 && rank % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th');
  return `${rank}${ending}`;
}
