/** What a classifier said of one picture. */
export interface Look {
  /** One raw output a label: logits, or natural logarithms of probabilities. */
  readonly logits: Float32Array;
  /** How much it counts, above 0; only ratios matter. */
  readonly weight: number;
  /** The model's features of the picture, where it gives any and something was taught by them. */
  readonly feature?: Float32Array;
}

/** A probability of 0 has no logarithm; nothing that a model says is less likely than this. */
const LEAST = 1e-9;

/** A model's outputs as logits: those of a softmax differ from logits by a constant, which no softmax sees. */
export function asLogits(outputs: Float32Array, gives: 'logits' | 'probabilities'): Float32Array {
  return gives === 'logits' ? outputs : outputs.map((value) => Math.log(Math.max(LEAST, value)));
}

/** Several looks at one animal as one. */
export interface Fused {
  /** One a label; they sum to 1. */
  readonly probabilities: Float64Array;
  /** Weighted mean of the looks' log of summed exponentials: high where the model recognises something it was taught. */
  readonly energy: number;
  /** The looks' own probabilities, in their order, to see whether they agree. */
  readonly each: readonly Float64Array[];
}

/**
 * Fuses looks in log space: the weighted geometric mean of their softmax scores, scaled to sum to 1. One look that is
 * sure against a label takes it down, as a mean of scores would not; many looks alike make it no surer than one, since
 * the pictures of one animal are no independent evidence.
 * @param looks one or more
 * @param temperature above 1 makes a model that is too sure of itself less so (Guo et al. 2017, On calibration)
 */
export function fuse(looks: readonly Look[], temperature: number): Fused {
  const total = looks.reduce((sum, look) => sum + look.weight, 0);
  const mean = new Float64Array(looks[0]!.logits.length);
  let energy = 0;
  const each = looks.map(({ logits, weight }) => {
    const share = weight / total;
    const { scores, log } = softmax(logits, temperature);
    energy += share * (temperature === 1 ? log : softmax(logits, 1).log);
    for (let i = 0; i < mean.length; i++) mean[i]! += share * (logits[i]! / temperature - log);
    return scores;
  });
  return { probabilities: softmax(mean, 1).scores, energy, each };
}

/** Scores that sum to 1, and the logarithm of the sum of exponentials that they were divided by. Without overflow. */
function softmax(logits: ArrayLike<number>, temperature: number): { scores: Float64Array; log: number } {
  const scores = new Float64Array(logits.length);
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) most = Math.max(most, logits[i]!);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = Math.exp((logits[i]! - most) / temperature);
    sum += scores[i]!;
  }
  for (let i = 0; i < scores.length; i++) scores[i]! /= sum;
  return { scores, log: most / temperature + Math.log(sum) };
}
