/**
 * What the SDK loads for the first ranking that signals count in or that a host has wishes for, or before it when the
 * page is idle.
 */
export { arrange } from './arrange.ts';
export { checkWishes } from './wishes.ts';
export { createPersonalScorer } from './personal-scorer.ts';
