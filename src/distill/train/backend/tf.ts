import type * as Tensorflow from '@tensorflow/tfjs';

/** The module `@tensorflow/tfjs`, loaded and ready. */
export type Tf = typeof Tensorflow;
export type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
