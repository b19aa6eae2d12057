import { isPocketRankError, PocketRankError } from '../../core/errors.ts';
import type { RerankerOptions } from '../types.ts';

/** What a place is like where the default model is not found, and the step to take there. */
const STEPS: readonly [isHere: (where: string) => boolean, what: string, step: string][] = [
  [
    () => globalThis.navigator?.onLine === false,
    'The device is offline, and no earlier visit has left a copy.',
    '',
  ],
  [
    (where) => /\/\.vite\/|[/]@fs[/]/.test(where),
    "Vite's dev server moves the code of packages and leaves the model behind.",
    "Or set `optimizeDeps: { exclude: ['pocketrank'] }` in its configuration.",
  ],
  [
    () => globalThis.navigator?.userAgent === 'Cloudflare-Workers',
    'This runtime has no files.',
    "Take the kernel of 'pocketrank/wasm' too.",
  ],
  [
    () => 'importScripts' in globalThis && globalThis.document === undefined,
    'A script in a worker looks for it beside the worker.',
    'Or load `pocketrank.with-model.global.js`, which holds it.',
  ],
  [
    () => globalThis.document === undefined,
    'On a server the bundler may have given an address that only pages know.',
    'Or create the reranker in the page alone.',
  ],
];

const OTHER: [what: string, step: string] = [
  'A bundler may not have copied it.',
  "Or serve the package's folder `models` and name what holds it by `basePath`.",
];

const MODULE = "Import it as code: `import model from 'pocketrank/model'`, then pass `{ model }`.";

/** The error for a model that is not to be had: where the host has not named one, with the step to take. */
export function defaultMissing(
  error: unknown,
  { model, basePath }: Pick<RerankerOptions, 'model' | 'basePath'>,
): unknown {
  if (model !== undefined || !isPocketRankError(error)) return error;
  const { code, message, hint = '' } = error;
  // A file that is there, but not what the host demands of it.
  if (code === 'INVALID_MODEL' && !message.includes('is a web page')) return error;
  const found = message.replace(hint, '').trim();
  if (basePath !== undefined) {
    return new PocketRankError(code, found, {
      hint: "The option `basePath` names the address of the folder that holds the package's folder `models`. Check it.",
      cause: error,
    });
  }
  const [what, step] = STEPS.find(([isHere]) => isHere(found))?.slice(1) ?? OTHER;
  return new PocketRankError(
    'MODEL_UNREACHABLE',
    `The model that ships was not found where the code looks for it. ${found} ${what}`,
    { hint: step === '' ? '' : `${MODULE} ${step} See docs/hosts.md.`, cause: error },
  );
}
