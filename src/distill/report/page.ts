import { escapeHtml } from './html.ts';

/** One figure of a report. */
export interface Figure {
  title: string;
  /** What is to be seen, with its figures and their source: a sentence or two of plain text. */
  says: string;
  /** Names and colours, where the plot has several. */
  keys?: readonly (readonly [name: string, colour: string])[];
  /** The drawing, as HTML. */
  drawing: string;
  /** The numbers as a table, as HTML. */
  numbers?: string;
}

/** A chief figure, large on top. */
export interface Tile {
  value: string;
  label: string;
  /** Interval and source. */
  note: string;
}

/** What a page says. */
export interface Page {
  title: string;
  lead: string;
  /** Stands out under the title; for what must not be missed. */
  warning?: string;
  tiles: readonly Tile[];
  figures: readonly Figure[];
  /** Plain text under all of it. */
  foot: string;
}

/**
 * A report as one HTML file that asks for nothing else: no script, no font, no image. Light or dark as the reader
 * has it, one column on a phone, two on a desktop.
 */
export function renderPage(page: Page): string {
  const { title, lead, warning, tiles, figures, foot } = page;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(lead)}</p>
${warning === undefined ? '' : `<p class="warning">${escapeHtml(warning)}</p>`}
</header>
<main>
<ul class="tiles">
${tiles.map(renderTile).join('\n')}
</ul>
<div class="figures">
${figures.map(renderFigure).join('\n')}
</div>
</main>
<footer>${escapeHtml(foot)}</footer>
</body>
</html>
`;
}

function renderTile({ value, label, note }: Tile): string {
  return `<li><b>${escapeHtml(value)}</b><span>${escapeHtml(label)}</span><small>${escapeHtml(note)}</small></li>`;
}

function renderFigure({ title, says, keys = [], drawing, numbers }: Figure): string {
  const legend =
    keys.length === 0
      ? ''
      : `<p class="keys">${keys.map(([name, colour]) => `<span style="--key:${colour}">${escapeHtml(name)}</span>`).join('')}</p>`;
  const table =
    numbers === undefined ? '' : `<details><summary>Numbers</summary>${numbers}</details>`;
  return `<figure>
<h2>${escapeHtml(title)}</h2>
<figcaption>${escapeHtml(says)}</figcaption>
${legend}
${drawing}
${table}
</figure>`;
}

const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ground: #f3f5f8; --ink: #1b2430; --muted: #5a6675; --line: #e3e7ed;
  --student: #1f6feb; --teacher: #8a4fd8; --baseline: #8793a1; --chosen: #d9480f;
  --warn-ground: #fff4e0; --warn-ink: #7a4b00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161c24; --ground: #0e1319; --ink: #e6ebf1; --muted: #9aa7b6; --line: #2a333f;
    --student: #5aa2ff; --teacher: #bb8cff; --baseline: #7f8b99; --chosen: #ff9057;
    --warn-ground: #33260c; --warn-ink: #ffd28a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 1280px; padding: 24px 16px 48px; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
header { margin: 8px 4px 20px; }
h1 { margin: 0 0 4px; font-size: 28px; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
header p { margin: 0; color: var(--muted); max-width: 70ch; }
header .warning {
  margin-top: 14px; padding: 10px 14px; border-radius: 10px; background: var(--warn-ground); color: var(--warn-ink);
}
.tiles {
  display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
  margin: 0 0 16px; padding: 0; list-style: none;
}
.tiles li { padding: 14px 16px; border-radius: 14px; background: var(--paper); border: 1px solid var(--line); }
.tiles b { display: block; font-size: 26px; line-height: 1.2; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.tiles span { display: block; font-weight: 600; }
.tiles small { display: block; color: var(--muted); font-size: 12.5px; }
.figures { display: grid; gap: 16px; grid-template-columns: minmax(0, 1fr); }
figure {
  min-width: 0; margin: 0; padding: 18px 20px; border-radius: 14px; background: var(--paper);
  border: 1px solid var(--line);
}
h2 { margin: 0 0 4px; font-size: 17px; }
figcaption { color: var(--muted); margin-bottom: 10px; }
.keys { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 6px; font-size: 13px; }
.keys span::before {
  content: ""; display: inline-block; width: 10px; height: 10px; margin-right: 6px; border-radius: 50%;
  background: var(--key);
}
.plot { display: block; width: 100%; height: auto; color: var(--muted); }
.plot text { white-space: pre; }
.plot.narrow { max-width: 420px; margin: 0 auto; }
.plot.wide { display: none; max-width: 680px; }
details { margin-top: 10px; font-size: 13px; }
summary { cursor: pointer; color: var(--muted); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13px; margin-top: 8px; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 10px 4px 0; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { color: var(--muted); font-weight: 600; }
.number { text-align: right; }
footer { margin: 20px 4px 0; color: var(--muted); font-size: 13px; }
@media (min-width: 560px) {
  .plot.narrow { display: none; }
  .plot.wide { display: block; }
}
@media (min-width: 1040px) {
  body { padding: 40px 32px 64px; }
  .figures { display: block; columns: 2; column-gap: 16px; }
  figure { break-inside: avoid; margin-bottom: 16px; }
}
@media print { body { background: none; } figure, .tiles li { break-inside: avoid; } }
`;
