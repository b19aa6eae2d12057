import { readdir, readFile } from 'node:fs/promises';
import { html, type Html } from '../view/html.ts';
import { OF_ROOMS } from './offline-files.ts';

/** Chunks of the package that a first ranking needs; the browser may ask for them before it has read the code. */
const FIRST_CHUNKS = /^(?:shared|later|_pocketrank_wasm-kernel-relaxed)-[\w-]+\.js$/;

/** What the page's own program cannot begin without. */
const STATIC_IMPORT = /(?:from|import)\s*["']\.\/([\w-]+\.js)["']/g;

/** Entries and programs of their own. */
const NOT_CHUNKS = /^(?:main|policy|languages|sw|scale)\.js$|webgpu/;

/** What the page's head tells the browser to fetch at once. */
export async function headOf(
  site: URL,
  model: string,
  person: string,
): Promise<Record<'head', Html>> {
  const files = await readdir(site);
  const main = await readFile(new URL('main.js', site), 'utf8');
  const own = [...main.matchAll(STATIC_IMPORT)].map(([, name]) => name!);
  const chunks = [...new Set([...files.filter((name) => FIRST_CHUNKS.test(name)), ...own])];
  const later = files.filter(
    (name) =>
      name.endsWith('.js') &&
      !NOT_CHUNKS.test(name) &&
      !OF_ROOMS.test(name) &&
      !chunks.includes(name),
  );
  const preloads = [model, person].map(
    (path) => html`<link rel="preload" href="${path}" as="fetch" crossorigin="anonymous" /> `,
  );
  return {
    head: html`<meta name="chunks" content="${later.join(' ')}" />
      ${chunks.map((name) => html`<link rel="modulepreload" href="${name}" /> `)}${preloads}`,
  };
}
