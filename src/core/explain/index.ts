/** What the SDK loads on the first ranking that is to be explained, or whose limits need words. */
export { compareReasons } from './compare.ts';
export { createExplainer } from './explain.ts';
export { limitReason } from './limit-reason.ts';
export { createPairs } from './pair.ts';
export { createPhrases } from './phrases.ts';
