import type { Request } from '../page/ledger.ts';
import type { Room } from '../read/room.ts';
import { html, type Html } from '../view/html.ts';
import { formatMs } from '../view/timings.ts';
import type { Lap } from './race.ts';
import type { Stored } from './stored.ts';
import type { Taste } from './taste.ts';

/** Bytes for people. */
export function formatBytes(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}

/** The drawer's parts, still empty. */
export function renderProof(policy: string, { many }: Room): Html {
  const part = (id: string, title: string, text: string, more?: Html): Html =>
    html`<section class="part" aria-labelledby="${id}-title">
      <h3 id="${id}-title">${title}</h3>
      <p class="quiet">${text}</p>
      ${more}
      <div id="${id}" class="scroll" tabindex="0" role="region" aria-labelledby="${id}-title"></div>
    </section>`;
  const button = (id: string, text: string): Html =>
    html`<div class="buttons"><button type="button" id="${id}">${text}</button></div>`;
  return html`<div class="columns">
    ${part('ledger', 'Every request', 'As the browser itself reports them; after the page stood there should be none.')}
    ${part('stored', 'Everything that is kept', 'Each row and file on this device. “Forget” empties what is personal, for the person shown.')}
    ${part('tastes', 'What you seem to like', 'What your signals have in common. Take one back, and the list follows.')}
    <section class="part" aria-labelledby="policy-title">
      <h3 id="policy-title">What the browser lets this page do</h3>
      <p class="quiet">
        Its content security policy: nothing from elsewhere, nothing to elsewhere.
      </p>
      <ul class="policy">
        ${policy.split(';').map((rule) => html`<li><code>${rule.trim()}</code></li>`)}
      </ul>
    </section>
    ${part(
      'race',
      'The same bits on every engine',
      'Each ranks this list sixty times; the order and the scores are compared to the last bit.',
      button('run-race', 'Run the race'),
    )}
    ${part(
      'scale',
      `From 200 to 100,000 ${many}`,
      'Made out of these, ranked in a worker: once as new, once as known.',
      button('run-scale', 'Rank them'),
    )}
  </div>`;
}

/** The ledger as a table. */
export function renderLedger(requests: readonly Request[]): Html {
  const late = requests.filter(({ isLate }) => isLate);
  const sum = requests.reduce((total, { bytes }) => total + bytes, 0);
  return html`<p>
      <b>${requests.length - late.length}</b> to open the page, ${formatBytes(sum)} over the wire;
      <b>${late.length}</b> since.
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Why</th>
          <th scope="col" class="number">Wire</th>
          <th scope="col" class="number">Size</th>
        </tr>
      </thead>
      <tbody>
        ${requests.map(
          ({ what, why, bytes, size, isLate }) =>
            html`<tr class="${isLate ? 'late' : ''}">
              <td>${what}</td>
              <td>${why}</td>
              <td class="number">${bytes === 0 ? 'kept' : formatBytes(bytes)}</td>
              <td class="number">${formatBytes(size)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

const LONGEST = 48;

/** Keys may be long: the beginning and the end tell them apart. */
function shorten(key: string): string {
  return key.length <= LONGEST ? key : `${key.slice(0, 12)}…${key.slice(-32)}`;
}

/** What is kept, as a table. */
export function renderStored(stored: readonly Stored[]): Html {
  const sum = stored.reduce((total, { bytes }) => total + bytes, 0);
  return html`<p><b>${stored.length}</b> rows and files, ${formatBytes(sum)}.</p>
    <table>
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col">What</th>
          <th scope="col" class="number">Size</th>
        </tr>
      </thead>
      <tbody>
        ${stored.map(
          ({ where, what, bytes }) =>
            html`<tr>
              <td class="narrow">${where}</td>
              <td>${shorten(what)}</td>
              <td class="number">${formatBytes(bytes)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

const BAR = 100;

/** What a person seems to like, as bars that can be taken back. */
export function renderTastes(one: string, tastes: readonly Taste[]): Html {
  if (tastes.length === 0)
    return html`<p class="quiet">Nothing yet: open, keep or dismiss a ${one}.</p>`;
  const largest = Math.max(...tastes.map(({ weight }) => Math.abs(weight)));
  return html`<ul class="bars">
    ${tastes.map(({ kind, value, weight, signals }) => {
      const share = (BAR / 2) * (Math.abs(weight) / largest);
      const x = weight > 0 ? BAR / 2 : BAR / 2 - share;
      return html`<li>
        <span><small>${kind}</small> ${value}</span>
        <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <rect class="${weight > 0 ? 'for' : 'less'}" x="${x}" width="${share}" height="8" />
        </svg>
        <button type="button" class="button" data-taste="${signals.join(' ')}">
          Not so<span class="visually-hidden">: ${kind} ${value}</span>
        </button>
      </li>`;
    })}
  </ul>`;
}

/** How the engines did. */
export function renderLaps(laps: readonly Lap[]): Html {
  const prints = new Set(laps.flatMap(({ fingerprint }) => fingerprint ?? []));
  const ran = laps.filter(({ fingerprint }) => fingerprint !== undefined).length;
  const slowest = longestShown(laps.flatMap(({ warmMs = [] }) => warmMs));
  return html`<ul class="laps">
      ${laps.map((lap) => renderLap(lap, slowest))}
    </ul>
    ${
      ran > 1 &&
      html`<p>
        <b>${prints.size === 1 ? 'The same order and scores, to the last bit.' : 'They differ.'}</b>
      </p>`
    }`;
}

/** What nearly all rankings take at most; the last bar holds the rest. */
function longestShown(ms: number[]): number {
  const sorted = ms.sort((a, b) => a - b);
  return Math.max(1.5 * (sorted[Math.floor(sorted.length * 0.95)] ?? 0), 0.1);
}

function renderLap({ engine, reason, coldMs, warmMs }: Lap, slowest: number): Html {
  if (warmMs === undefined || coldMs === undefined)
    return html`<li><b>${engine}</b> <span class="quiet">not here: ${reason}</span></li>`;
  const sorted = [...warmMs].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1]!;
  return html`<li>
    <b>${engine}</b> first list ${formatMs(coldMs)}, then ${median.toFixed(2)} ms
    ${renderHistogram(warmMs, slowest)}
  </li>`;
}

const BINS = 30;
const HEIGHT = 26;

/** How often a ranking took how long, from 0 to the slowest of all engines. */
function renderHistogram(ms: readonly number[], slowest: number): Html {
  const bins = Array.from({ length: BINS }, () => 0);
  for (const one of ms) {
    const bin = Math.min(BINS - 1, Math.floor((one / slowest) * BINS));
    bins[bin] = bins[bin]! + 1;
  }
  const most = Math.max(...bins);
  return html`<svg
    class="histogram"
    viewBox="0 0 ${BINS * 4} ${HEIGHT}"
    role="img"
    aria-label="Histogram from 0 to ${slowest.toFixed(1)} ms"
  >
    ${bins.map((count, at) => {
      const height = (HEIGHT * count) / most;
      return html`<rect
        x="${at * 4}"
        y="${(HEIGHT - height).toFixed(1)}"
        width="3"
        height="${height.toFixed(1)}"
      />`;
    })}
  </svg>`;
}

/** How long a list of a size takes. */
export interface Scaled {
  size: number;
  newMs: number;
  knownMs: number;
}

/** Sizes and times as a table. */
export function renderScale(many: string, rows: readonly Scaled[], note: string): Html {
  return html`<table>
      <thead>
        <tr>
          <th scope="col" class="number">${many}</th>
          <th scope="col" class="number">New</th>
          <th scope="col" class="number">Known</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ size, newMs, knownMs }) =>
            html`<tr>
              <td class="number">${size.toLocaleString('en')}</td>
              <td class="number">${formatMs(newMs)}</td>
              <td class="number">${formatMs(knownMs)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="quiet">${note}</p>`;
}
