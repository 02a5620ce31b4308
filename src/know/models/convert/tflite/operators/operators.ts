import type { Lowering } from '../lowering.ts';
import { conv2d, depthwiseConv2d, fullyConnected } from './layers.ts';
import { concatenation, pad, reshape } from './moves.ts';
import { activation, binary, curve, requantise, softmax } from './pointwise.ts';
import { averagePool2d, maxPool2d, mean } from './pools.ts';

/** How each supported operator is written, by its TFLite name. Each throws RoostError that names the operator's place. */
export const OPERATORS: ReadonlyMap<string, (at: Lowering) => void> = new Map([
  ['ADD', binary('Add')],
  ['AVERAGE_POOL_2D', averagePool2d],
  ['CONCATENATION', concatenation],
  ['CONV_2D', conv2d],
  ['DEPTHWISE_CONV_2D', depthwiseConv2d],
  ['DEQUANTIZE', requantise],
  ['FULLY_CONNECTED', fullyConnected],
  ['LOGISTIC', curve('Sigmoid')],
  ['MAX_POOL_2D', maxPool2d],
  ['MEAN', mean],
  ['MUL', binary('Mul')],
  ['PAD', pad],
  ['QUANTIZE', requantise],
  ['RELU', activation('relu')],
  ['RELU6', activation('relu6')],
  ['RELU_N1_TO_1', activation('relu-n1-to-1')],
  ['RESHAPE', reshape],
  ['SOFTMAX', softmax],
  ['SQUEEZE', reshape],
  ['TANH', curve('Tanh')],
]);
