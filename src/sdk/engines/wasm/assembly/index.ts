export { affinities } from './affinities';
export { encode } from './encode';
export { score } from './score';
export { unpack } from './unpack';
