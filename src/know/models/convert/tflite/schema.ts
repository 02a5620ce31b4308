/** Names of the builtin operators that Roost converts or is likely to meet, by their number in TFLite's schema. */
const OPERATORS: Readonly<Record<number, string>> = {
  0: 'ADD',
  1: 'AVERAGE_POOL_2D',
  2: 'CONCATENATION',
  3: 'CONV_2D',
  4: 'DEPTHWISE_CONV_2D',
  5: 'DEPTH_TO_SPACE',
  6: 'DEQUANTIZE',
  9: 'FULLY_CONNECTED',
  11: 'L2_NORMALIZATION',
  14: 'LOGISTIC',
  17: 'MAX_POOL_2D',
  18: 'MUL',
  19: 'RELU',
  20: 'RELU_N1_TO_1',
  21: 'RELU6',
  22: 'RESHAPE',
  23: 'RESIZE_BILINEAR',
  25: 'SOFTMAX',
  28: 'TANH',
  32: 'CUSTOM',
  34: 'PAD',
  36: 'GATHER',
  39: 'TRANSPOSE',
  40: 'MEAN',
  41: 'SUB',
  42: 'DIV',
  43: 'SQUEEZE',
  45: 'STRIDED_SLICE',
  49: 'SPLIT',
  53: 'CAST',
  54: 'PRELU',
  55: 'MAXIMUM',
  56: 'ARG_MAX',
  57: 'MINIMUM',
  60: 'PADV2',
  65: 'SLICE',
  67: 'TRANSPOSE_CONV',
  70: 'EXPAND_DIMS',
  74: 'SUM',
  77: 'SHAPE',
  83: 'PACK',
  97: 'RESIZE_NEAREST_NEIGHBOR',
  98: 'LEAKY_RELU',
  114: 'QUANTIZE',
  117: 'HARD_SWISH',
};

/** Element types by number, and how many bytes an element takes. */
const TYPES = {
  0: { name: 'float32', bytes: 4 },
  1: { name: 'float16', bytes: 2 },
  2: { name: 'int32', bytes: 4 },
  3: { name: 'uint8', bytes: 1 },
  4: { name: 'int64', bytes: 8 },
  9: { name: 'int8', bytes: 1 },
} as const;

/** An element type that can be converted. */
export type ElementType = (typeof TYPES)[keyof typeof TYPES]['name'];

/** Activations that an operator may end with, by number. */
const ACTIVATIONS = ['none', 'relu', 'relu-n1-to-1', 'relu6', 'tanh', 'sign-bit'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** `CONV_2D`, or `operator code 130` for one without a name here. */
export function operatorName(code: number): string {
  return OPERATORS[code] ?? `operator code ${code}`;
}

export function elementType(code: number): (typeof TYPES)[keyof typeof TYPES] | undefined {
  return (TYPES as Readonly<Record<number, (typeof TYPES)[keyof typeof TYPES]>>)[code];
}

export function activationOf(code: number): Activation | undefined {
  return ACTIVATIONS[code];
}
