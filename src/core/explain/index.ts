/** What the SDK loads on the first ranking that is to be explained. */
export { compareReasons } from './compare.ts';
export { createExplainer } from './explain.ts';
export { ENGLISH } from './phrases.ts';
