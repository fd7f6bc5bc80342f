import { operations } from './operations';
import { ScalarTensor } from './ScalarTensor';
import { unknownOperation } from './unknownOperation';

type ChainedMethod = (this: ScalarTensor, a?: unknown, b?: unknown) => unknown;

/** The operations that tf.js also has as methods of a tensor, which is then their first argument. */
const CHAINED = [
  ...[
    'abs',
    'acos',
    'acosh',
    'add',
    'asin',
    'asinh',
    'atan',
    'atan2',
    'atanh',
    'cast',
    'ceil',
    'clipByValue',
  ],
  ...[
    'clone',
    'cos',
    'cosh',
    'div',
    'divNoNan',
    'elu',
    'equal',
    'erf',
    'exp',
    'expandDims',
    'expm1',
    'floor',
  ],
  ...['floorDiv', 'greater', 'greaterEqual', 'isFinite', 'isInf', 'isNaN', 'leakyRelu', 'less', 'lessEqual'],
  ...['log', 'log1p', 'logSigmoid', 'logicalAnd', 'logicalNot', 'logicalOr', 'logicalXor', 'max', 'maximum'],
  ...[
    'mean',
    'min',
    'minimum',
    'mod',
    'mul',
    'neg',
    'notEqual',
    'onesLike',
    'pow',
    'prelu',
    'reciprocal',
    'relu',
  ],
  ...[
    'relu6',
    'reshape',
    'round',
    'rsqrt',
    'selu',
    'sigmoid',
    'sign',
    'sin',
    'sinh',
    'softplus',
    'sqrt',
    'square',
  ],
  ...['squaredDifference', 'squeeze', 'step', 'sub', 'sum', 'tan', 'tanh', 'zerosLike'],
];

/** Methods of tensors that only the real tf.js has. */
const UNKNOWN = [
  ...[
    'all',
    'any',
    'argMax',
    'argMin',
    'as2D',
    'as3D',
    'as4D',
    'as5D',
    'avgPool',
    'batchNorm',
    'batchToSpaceND',
  ],
  ...[
    'broadcastTo',
    'buffer',
    'bufferSync',
    'bytes',
    'concat',
    'conv1d',
    'conv2d',
    'conv2dTranspose',
    'cumprod',
  ],
  ...['cumsum', 'dataToGPU', 'depthToSpace', 'depthwiseConv2d', 'dilation2d', 'dot', 'euclideanNorm', 'fft'],
  ...[
    'gather',
    'ifft',
    'irfft',
    'localResponseNormalization',
    'logSoftmax',
    'logSumExp',
    'matMul',
    'maxPool',
  ],
  ...['mirrorPad', 'norm', 'oneHot', 'pad', 'pool', 'prod', 'reshapeAs', 'resizeBilinear'],
  ...['resizeNearestNeighbor', 'reverse', 'rfft', 'separableConv2d', 'slice', 'softmax', 'spaceToBatchND'],
  ...[
    'split',
    'stack',
    'stridedSlice',
    'tile',
    'topk',
    'transpose',
    'unique',
    'unsortedSegmentSum',
    'unstack',
  ],
];

const SPECIAL: Readonly<Record<string, ChainedMethod>> = {
  where(condition, other) {
    return operations['where']?.(this.scope, condition, this, other);
  },
  toFloat() {
    return operations['cast']?.(this.scope, this, 'float32');
  },
  toInt() {
    return operations['cast']?.(this.scope, this, 'int32');
  },
  toBool() {
    return operations['cast']?.(this.scope, this, 'bool');
  },
  asType(type) {
    return operations['cast']?.(this.scope, this, type);
  },
  asScalar() {
    return operations['reshape']?.(this.scope, this, []);
  },
  as1D() {
    return operations['reshape']?.(this.scope, this, [1]);
  },
  flatten() {
    return operations['reshape']?.(this.scope, this, [1]);
  },
};

/** Gives tensors their chained methods, `tensor.mul(2)` for `tf.mul(tensor, 2)`, as importing tf.js does. */
function addChainedMethods(prototype: object): void {
  const methods: Record<string, ChainedMethod> = {};
  for (const [name, method] of Object.entries(SPECIAL)) {
    methods[name] = function (a, b) {
      this.throwIfDisposed();
      return method.call(this, a, b);
    };
  }
  for (const name of CHAINED) {
    const operate = operations[name];
    if (operate !== undefined) {
      // Named one by one: gathering them in a list is most of what a small operation costs.
      methods[name] = function (a, b) {
        this.throwIfDisposed();
        return operate(this.scope, this, a, b);
      };
    }
  }
  for (const name of UNKNOWN) {
    methods[name] = () => {
      throw unknownOperation(`tensor.${name}`);
    };
  }
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
}

addChainedMethods(ScalarTensor.prototype);
