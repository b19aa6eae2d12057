/** What the SDK loads for the first ranking that signals count in, or before it when the page is idle. */
export { applyPolicyFloor } from '../../core/personalization/policy-floor.ts';
export { createPersonalScorer } from './personal-scorer.ts';
