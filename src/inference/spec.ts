/** What the inference process must know of a detector model. A manifest of the catalog fits, with its file's path. */
export interface DetectorSpec {
  /** Name and short hash, as verdicts cite it, e.g. `yolox-nano@e8af0749`. */
  readonly id: string;
  /** Path of the weights. */
  readonly file: string;
  readonly input: {
    readonly name: string;
    /** Side of the square input, pixels. Layout is [1, 3, size, size], float32. */
    readonly size: number;
    /** Order of the colour planes. */
    readonly colour: 'bgr' | 'rgb';
    /** Value of the pixels that the picture does not cover. */
    readonly pad: number;
  };
  readonly output: {
    readonly name: string;
    readonly shape: readonly number[];
  };
  /** Which head reads the output. */
  readonly head: 'yolox';
  /** Class names in the model's order. */
  readonly labels: readonly string[];
}
