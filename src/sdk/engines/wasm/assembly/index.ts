export { encode } from './encode';
export { score } from './score';
