import type { Scored } from '../../base/domain.ts';

/** Score from which Frigate's bird classification names a species, by its documentation and default configuration. */
const THRESHOLD = 0.9;

/**
 * The stock rule of Frigate's bird classification: each crop alone, the softmax of the model as it is, and the best
 * label of any crop is the name if it scores 0.9 or more.
 * @param looks raw outputs of each crop
 * @param labels taxon of each output; undefined for background
 * @returns undefined where nothing is named
 */
export function frigateRule(
  looks: readonly Float32Array[],
  labels: readonly (string | undefined)[],
): Scored | undefined {
  const best = looks
    .flatMap((logits) => {
      const most = logits.reduce((a, b) => Math.max(a, b));
      const sum = logits.reduce((total, value) => total + Math.exp(value - most), 0);
      const taxon = labels[logits.indexOf(most)];
      return taxon === undefined ? [] : [{ taxon, score: 1 / sum }];
    })
    .sort((a, b) => b.score - a.score)[0];
  return best && best.score >= THRESHOLD ? best : undefined;
}
