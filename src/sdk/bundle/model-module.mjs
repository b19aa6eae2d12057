import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Models as modules, so that an application can import one like code and need serve no file beside it:
 * `import model from 'pocketrank/model'`. A module's default export is a function that gives the bytes, decoded once.
 */

const root = fileURLToPath(new URL('../../..', import.meta.url));
const decoder = join(root, 'src/sdk/bytes/decode-text.ts');
const SUFFIX = '.safetensors';
const MODULE = 'pocketrank:model/';

/** The model that ships as the default. */
export const DEFAULT_MODEL = 'jobs-en';

/** Modules of models by the name of their files; a model without an entry is `model-NAME`. */
const MODULES = {
  'jobs-en': ['model', 'model-en'],
  'jobs-en-small': ['model-small'],
  jobs: ['model-languages'],
};

/** The modules to build: `{ model, module }`, for each model that lies in `models/`; aliases apart. */
export function modelModules() {
  return readdirSync(join(root, 'models'))
    .filter((name) => name.endsWith(SUFFIX) && !name.endsWith(`.residuals${SUFFIX}`))
    .map((name) => basename(name, SUFFIX))
    .map((model) => {
      const [module, ...aliases] = MODULES[model] ?? [`model-${model}`];
      return { model, module, aliases };
    });
}

/** Resolves `pocketrank:model/NAME`, for rollup and vite. */
export function modelModulePlugin() {
  return {
    name: 'pocketrank-model-module',
    resolveId: (id) => (id.startsWith(MODULE) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${MODULE}`)) return null;
      const path = join(root, 'models', id.slice(MODULE.length + 1) + SUFFIX);
      if (!existsSync(path)) this.error(`${path} is missing`);
      this.addWatchFile(path);
      const { text, order } = encodeBytes(readFileSync(path));
      const code = [
        `import { decodeText } from ${JSON.stringify(decoder)};`,
        'let bytes;',
        `export default () => (bytes ??= decodeText(${JSON.stringify(text)}, '${order}'));`,
      ];
      return { code: code.join('\n'), map: null, moduleSideEffects: false };
    },
  };
}

/** Bytes as text, for src/sdk/bytes/decode-text.ts, which says how. */
export function encodeBytes(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte]++;
  const order = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  const ranks = new Uint8Array(256);
  for (const [rank, byte] of order.entries()) ranks[byte] = rank;
  const letters = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter(
    (letter) => letter !== '"' && letter !== '\\',
  );
  const text = Array.from(bytes, (byte) => {
    const rank = ranks[byte];
    const prefix = rank < 91 ? '' : letters[90 + Math.floor(rank / 91)];
    return prefix + letters[rank % 91];
  });
  return {
    text: text.join(''),
    order: order.map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
}

/**
 * Writes, for every model of `models/`, what else its module needs: a CommonJS form, which reads the file (bundlers take
 * the other form), types, and aliases.
 */
export function writeModelFiles() {
  return {
    name: 'model-files',
    generateBundle() {
      const emit = (fileName, source) => this.emitFile({ type: 'asset', fileName, source });
      for (const { model, module, aliases } of modelModules()) {
        emit(`${module}.cjs`, commonJs(model));
        for (const alias of aliases) {
          emit(`${alias}.js`, `export { default } from './${module}.js';\n`);
          emit(`${alias}.cjs`, `'use strict';\nmodule.exports = require('./${module}.cjs');\n`);
        }
      }
      emit('model.d.ts', TYPES);
      emit('model.d.cts', TYPES);
    },
  };
}

const TYPES = `/**
 * The bytes of a model that ships with the package, for the option \`model\` of \`createReranker\`. They are decoded when
 * first asked for.
 */
declare const model: () => Uint8Array;
export default model;
`;

const commonJs = (model) => `'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
let bytes;
exports.default = () => (bytes ??= new Uint8Array(
  require('node:fs').readFileSync(require('node:path').join(__dirname, '../models/${model}${SUFFIX}')),
));
`;
