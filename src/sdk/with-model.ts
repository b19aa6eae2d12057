import { createReranker as create } from './index.ts';
import type { Reranker, RerankerOptions } from './types.ts';
import bundledModel from 'pocketrank:model/jobs-en';

/*
 * The entry of the script that holds the model: for a page that can serve one file, and for CDN addresses that name no
 * file, beside which no model could be looked for.
 */

export { defaultModelUrl, isPocketRankError, PocketRankError } from './index.ts';

/** As `createReranker` of the package, but by default with the model inside. */
export const createReranker = (options: RerankerOptions = {}): Promise<Reranker> =>
  create(
    options.model === undefined && options.basePath === undefined
      ? { ...options, model: bundledModel }
      : options,
  );
