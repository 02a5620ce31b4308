import type { Kind } from '../../base/domain.ts';
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

/** A scale a kind: a kind that a model splits into many classes is scored lower than one that is a single class. */
export type ScoreScales = Readonly<Partial<Record<Kind, ScoreScale>>>;

/** A head whose scores, and whose floor, are on Roost's scale; kinds without a scale are on it already. */
export function onScale(head: Head, scales: ScoreScales): Head {
  const each = Object.values(scales);
  return {
    decode: (outputs, floor) =>
      head
        .decode(outputs, Math.min(floor, ...each.map((scale) => fromScale(scale, floor))))
        .map((box) => {
          const scale = scales[box.kind];
          return scale ? { ...box, score: toScale(scale, box.score) } : box;
        })
        .filter(({ score }) => score >= floor),
  };
}

const logit = (p: number) => Math.log(p / (1 - p));
const logistic = (x: number) => 1 / (1 + Math.exp(-x));
