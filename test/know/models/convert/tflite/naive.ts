/** A convolution of a TFLite model, written for reading. All arrays are NHWC with a batch of one. */
export interface NaiveConv {
  readonly input: readonly number[];
  /** Height, width, channels. */
  readonly shape: readonly [number, number, number];
  /** [out, kernel, kernel, in], or [kernel, kernel, channels] where `depthwise`. */
  readonly weights: readonly number[];
  readonly bias: readonly number[];
  readonly kernel: number;
  readonly stride: number;
  readonly same: boolean;
  readonly depthwise?: boolean;
}

/** TensorFlow's definition, place by place: real arithmetic, zeros outside. */
export function naiveConv({ input, shape, weights, bias, kernel, stride, same, depthwise }: NaiveConv): number[] {
  const [height, width, channels] = shape;
  const windows = (size: number) => Math.ceil((same ? size : size - kernel + 1) / stride);
  const before = (size: number) =>
    same ? Math.floor(Math.max(0, (windows(size) - 1) * stride + kernel - size) / 2) : 0;
  const result: number[] = [];
  for (let y = 0; y < windows(height); y++) {
    for (let x = 0; x < windows(width); x++) {
      for (let out = 0; out < bias.length; out++) {
        let sum = bias[out]!;
        for (let ky = 0; ky < kernel; ky++) {
          for (let kx = 0; kx < kernel; kx++) {
            const [row, column] = [y * stride + ky - before(height), x * stride + kx - before(width)];
            if (row < 0 || row >= height || column < 0 || column >= width) continue;
            for (let c = depthwise ? out : 0; c < (depthwise ? out + 1 : channels); c++) {
              const weight = depthwise
                ? weights[(ky * kernel + kx) * channels + c]!
                : weights[((out * kernel + ky) * kernel + kx) * channels + c]!;
              sum += weight * input[(row * width + column) * channels + c]!;
            }
          }
        }
        result.push(sum);
      }
    }
  }
  return result;
}
