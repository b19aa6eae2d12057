import { html, type Html } from './html.ts';

/** The policy's grades, 0 … 4. */
export const GRADES = ['poor', 'weak', 'fair', 'good', 'excellent'] as const;

/** The name of a grade, which may lie between two. */
export function gradeName(grade: number): string {
  return GRADES[Math.max(0, Math.min(4, Math.round(grade)))]!;
}

const PIP = { width: 14, height: 6, gap: 3 };

/** A grade as a word and four pips, filled from the start. */
export function renderGrade(grade: number): Html {
  const pips = [0, 1, 2, 3].map((at) => {
    const x = at * (PIP.width + PIP.gap);
    const fill = Math.max(0, Math.min(1, grade - at)) * PIP.width;
    return html`<rect class="pip" x="${x}" width="${PIP.width}" height="${PIP.height}" rx="2" />
      <rect class="pip full" x="${x}" width="${fill.toFixed(1)}" height="${PIP.height}" rx="2" />`;
  });
  const width = 4 * PIP.width + 3 * PIP.gap;
  return html`<span class="grade" title="The policy grades it ${grade.toFixed(1)} of 4"
    ><svg width="${width}" height="${PIP.height}" aria-hidden="true">${pips}</svg> ${gradeName(
      grade,
    )}<span class="visually-hidden"> match, ${grade.toFixed(1)} of 4</span></span
  >`;
}
