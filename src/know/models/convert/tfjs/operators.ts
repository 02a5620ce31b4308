import { conv2d, depthwise } from './conv.ts';
import { binary, identity, relu6, softmax, unary } from './elementwise.ts';
import type { Operator } from './scope.ts';
import { concat, mean, pool, resize } from './spatial.ts';

/** What each operator of TensorFlow becomes. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  Conv2D: conv2d,
  _FusedConv2D: conv2d,
  DepthwiseConv2dNative: depthwise,
  FusedDepthwiseConv2dNative: depthwise,
  Add: binary('Add'),
  AddV2: binary('Add'),
  BiasAdd: binary('Add'),
  Sub: binary('Sub'),
  Mul: binary('Mul'),
  RealDiv: binary('Div'),
  Maximum: binary('Max'),
  Minimum: binary('Min'),
  Relu: unary('Relu'),
  Relu6: relu6,
  Sigmoid: unary('Sigmoid'),
  Tanh: unary('Tanh'),
  Exp: unary('Exp'),
  Softmax: softmax,
  Identity: identity,
  MaxPool: pool('MaxPool'),
  AvgPool: pool('AveragePool'),
  Mean: mean,
  ConcatV2: concat,
  ResizeBilinear: resize('linear'),
  ResizeNearestNeighbor: resize('nearest'),
};
