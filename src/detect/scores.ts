import type { Head } from './head.ts';

/**
 * Brings a model's scores to the scale that Roost's thresholds were tuned on, which is that of its default detector:
 * logit(out) = slope * logit(in) + offset (Platt 1999, with the in-going score in place of a margin). Order is kept.
 */
export interface ScoreScale {
  /** Above 0. */
  readonly slope: number;
  readonly offset: number;
}

/** A model's score, 0 to 1, on Roost's scale. */
export function toScale({ slope, offset }: ScoreScale, score: number): number {
  return logistic(slope * logit(score) + offset);
}

/** The other way: the model's score that stands for one on Roost's scale. */
export function fromScale({ slope, offset }: ScoreScale, score: number): number {
  return logistic((logit(score) - offset) / slope);
}

/** A head whose scores, and whose floor, are on Roost's scale. */
export function onScale(head: Head, scale: ScoreScale): Head {
  return {
    decode: (outputs, floor) =>
      head.decode(outputs, fromScale(scale, floor)).map((box) => ({ ...box, score: toScale(scale, box.score) })),
  };
}

const logit = (p: number) => Math.log(p / (1 - p));
const logistic = (x: number) => 1 / (1 + Math.exp(-x));
