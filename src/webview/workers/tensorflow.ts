import * as layers from '@tensorflow/tfjs-layers';
import * as core from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import * as cpu from '@tensorflow/tfjs-backend-cpu';
import type { Tensorflow, TensorflowScope } from '../../evaluation/runtime/tidyProgram';

/**
 * The real tf.js, for slices: the names that `@tensorflow/tfjs` exports, less the converter, the data pipelines and the
 * WebGL backend, none of which a schedule has a use for.
 */
const tensorflow = { ...core, ...cpu, ...layers };

(globalThis as TensorflowScope).$tensorflow = tensorflow as unknown as Tensorflow;
