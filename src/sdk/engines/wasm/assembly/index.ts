export { affinities } from './affinities';
export { encode } from './encode';
export { pack } from './pack';
export { score } from './score';
export { terms } from './terms';
export { unpack } from './unpack';
