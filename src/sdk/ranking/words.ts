/*
 * What the SDK loads on the first ranking that is to be explained, or whose limits leave words open.
 */
export { explainList } from './explain-list.ts';
export { tellOpen } from './tell-open.ts';
export { why } from './why.ts';
