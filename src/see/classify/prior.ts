import type { Vocabulary } from './vocabulary.ts';

/** How common a taxon is held to be at a place in a month: above 0, at most 1; a taxon counts as its likeliest descendant. */
export type Weigh = (taxon: string) => number;

/** The weight of each node of a vocabulary. */
export function weightsOf({ nodes }: Vocabulary, weigh: Weigh): Float64Array {
  return Float64Array.from(nodes, ({ taxon }) => weigh(taxon));
}

/**
 * Weighs summed scores by what is known of a place. Belief moves between the species of one genus, where a model
 * confuses a bird with its cousin from another continent; what is taken from elsewhere is lost, not handed to whatever
 * is listed, or every bird that the model does not know would become some listed one for sure.
 *
 * Every taxon keeps its score times its weight. Inside a genus the species share what the genus keeps, up to the weight
 * of the likeliest of them: `genus score * most * score_i * weight_i / sum(score_j * weight_j)`.
 * @param sums scores as {@link sumUp} makes them
 * @param weights of the nodes, as {@link weightsOf} makes them
 */
export function weighed({ nodes }: Vocabulary, sums: Float64Array, weights: Float64Array): Float64Array {
  const result = sums.map((score, place) => score * weights[place]!);
  const shares = new Float64Array(nodes.length);
  const own = new Float64Array(nodes.length);
  const most = new Float64Array(nodes.length);
  for (let place = 0; place < nodes.length; place++) {
    const { rank, parent } = nodes[place]!;
    if (rank !== 'species' || parent === undefined) continue;
    shares[parent]! += result[place]!;
    own[parent]! += sums[place]!;
    most[parent] = Math.max(most[parent]!, weights[place]!);
  }
  for (let place = 0; place < nodes.length; place++) {
    const { rank, parent } = nodes[place]!;
    if (rank !== 'species' || parent === undefined || shares[parent] === 0) continue;
    result[place] = (own[parent]! * most[parent]! * result[place]!) / shares[parent]!;
  }
  return result;
}
