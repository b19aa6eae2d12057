import { html, type Html } from '../view/html.ts';

/** Chunks of the package that a first ranking needs; the browser may ask for them before it has read the code. */
const FIRST_CHUNKS = /^(?:shared|later|_pocketrank_wasm-kernel-relaxed)-[\w-]+\.js$/;

/** Entries and programs of their own. */
const NOT_CHUNKS = /^(?:main|policy|sw|scale)\.js$|webgpu/;

/** What the page's head tells the browser to fetch at once. */
export function headOf(
  files: readonly string[],
  model: string,
  person: string,
): Record<'head', Html> {
  const chunks = files.filter((name) => FIRST_CHUNKS.test(name));
  const later = files.filter(
    (name) => name.endsWith('.js') && !NOT_CHUNKS.test(name) && !chunks.includes(name),
  );
  const preloads = [model, person].map(
    (path) => html`<link rel="preload" href="${path}" as="fetch" crossorigin="anonymous" /> `,
  );
  return {
    head: html`<meta name="chunks" content="${later.join(' ')}" />
      ${chunks.map((name) => html`<link rel="modulepreload" href="${name}" /> `)}${preloads}`,
  };
}
