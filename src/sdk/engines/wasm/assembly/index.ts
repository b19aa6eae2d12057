export { affinities } from './affinities';
export { encode } from './encode';
export { pack } from './pack';
export { score } from './score';
export { unpack } from './unpack';
