import * as wasm from '@tensorflow/tfjs-backend-wasm';
import type { TensorflowScope } from '../../evaluation/runtime/tidyProgram';

/** The WebAssembly backend of tf.js, registered with the tf.js that is there already and put beside its names. */
Object.assign((globalThis as TensorflowScope).$tensorflow ?? {}, wasm);
