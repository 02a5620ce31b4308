import type { Vocabulary } from './vocabulary.ts';

/** How common a taxon is held to be at a place in a month: above 0, at most 1; a taxon counts as its likeliest descendant. */
export type Weigh = (taxon: string) => number;

/** What the nodes of a vocabulary weigh. */
export interface Weights {
  /** Of each node. */
  readonly own: Float64Array;
  /** Of the wild form that shares a domestic animal's label, since the model has none for it; 0 elsewhere. */
  readonly wild: Float64Array;
}

/** The weights of a vocabulary. */
export function weightsOf({ nodes }: Vocabulary, weigh: Weigh): Weights {
  return {
    own: Float64Array.from(nodes, ({ taxon }) => weigh(taxon)),
    wild: Float64Array.from(nodes, ({ wildForm }) => (wildForm === undefined ? 0 : weigh(wildForm))),
  };
}

/**
 * Weighs summed scores by what is known of a place. Belief moves between the species of one genus, where a model
 * confuses a bird with its cousin from another continent; what is taken from elsewhere is lost, not handed to whatever
 * is listed, or every bird that the model does not know would become some listed one for sure.
 *
 * Every taxon keeps its score times its weight. Inside a genus the species share what the genus keeps, up to the weight
 * of the likeliest of them: `genus score * most * score_i * weight_i / sum(score_j * weight_j)`. A domestic animal whose wild
 * form has no label is taken for two species that have half of its score each: where both are expected neither is named but
 * their genus, and a swan goose on the site's list becomes no farm goose.
 * @param sums scores as {@link sumUp} makes them
 */
export function weighed({ nodes }: Vocabulary, sums: Float64Array, { own, wild }: Weights): Float64Array {
  const result = sums.map((score, place) => score * own[place]!);
  const shares = new Float64Array(nodes.length);
  const all = new Float64Array(nodes.length);
  const most = new Float64Array(nodes.length);
  for (let place = 0; place < nodes.length; place++) {
    const { rank, parent, wildForm } = nodes[place]!;
    if (rank !== 'species' || parent === undefined) continue;
    if (wildForm !== undefined) result[place]! /= 2;
    shares[parent]! += result[place]! + (sums[place]! * wild[place]!) / 2;
    all[parent]! += sums[place]!;
    most[parent] = Math.max(most[parent]!, own[place]!, wild[place]!);
  }
  for (let place = 0; place < nodes.length; place++) {
    const { rank, parent } = nodes[place]!;
    if (rank !== 'species' || parent === undefined || shares[parent] === 0) continue;
    result[place] = (all[parent]! * most[parent]! * result[place]!) / shares[parent]!;
  }
  return result;
}
