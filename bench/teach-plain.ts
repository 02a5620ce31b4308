import type { Photograph } from './teach-pictures.ts';

/**
 * The sketch that a head is held against: nearest by the cosine of features less their mean, at the threshold that names 4 % of the
 * others, which is looked up in the answers. Shares of all.
 */
export function plainCosines(
  taught: readonly Photograph[],
  asked: readonly Photograph[],
  others: readonly Photograph[],
): { first: number; named: number; right: number; others: number } {
  const length = taught[0]!.embedding;
  const centre = Array.from(
    { length },
    (_, i) => taught.reduce((sum, { feature }) => sum + feature[i]!, 0) / taught.length,
  );
  const direction = ({ feature }: Photograph) => {
    const less = centre.map((value, i) => feature[i]! - value);
    const norm = Math.hypot(...less);
    return less.map((value) => value / norm);
  };
  const known = taught.map((one) => ({ taxon: one.taxon, towards: direction(one) }));
  const best = (one: Photograph) => {
    const own = direction(one);
    const scores = known.map(({ taxon, towards }) => ({
      taxon,
      score: towards.reduce((sum, value, i) => sum + value * own[i]!, 0),
    }));
    return scores.reduce((a, b) => (b.score > a.score ? b : a));
  };
  const answers = asked.map((one) => ({ right: best(one).taxon === one.taxon, score: best(one).score }));
  const strangers = others.map((one) => best(one).score).sort((a, b) => b - a);
  const above = strangers[Math.floor(0.04 * strangers.length)]!;
  const named = answers.filter(({ score }) => score > above);
  return {
    first: answers.filter(({ right }) => right).length / answers.length,
    named: named.length / answers.length,
    right: named.filter(({ right }) => right).length / named.length,
    others: strangers.filter((score) => score > above).length / strangers.length,
  };
}
