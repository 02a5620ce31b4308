import { RANKS, type Rank } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import { lineage } from '../../know/taxonomy/taxa.ts';
import { wildFormOf } from '../../know/taxonomy/wild.ts';

/** A taxon that a classifier speaks of, by its labels or by those below it. */
export interface Node {
  readonly taxon: string;
  readonly rank: Rank;
  /** Place of the taxon above it in the same list; undefined for a class. Always a later place. */
  readonly parent?: number;
  /** True where some labels name this very taxon, so that it has members the labels do not tell apart. */
  readonly labelled: boolean;
  /**
   * Of a domestic animal whose wild form has no label of its own: that wild form. What looks like the one may be the other, and
   * the model cannot tell.
   */
  readonly wildForm?: string;
}

/** What a classifier's outputs mean: a tree of taxa, each output at one of its nodes or at none. */
export interface Vocabulary {
  /** Narrowest rank first, so that one pass adds everything up. */
  readonly nodes: readonly Node[];
  /** Place in `nodes` of each output; -1 for background. */
  readonly places: Int32Array;
}

/**
 * Builds the tree above a classifier's labels.
 * @param labels id of the taxon of each output, in the model's order; undefined for background
 * @throws RoostError for an id that the taxonomy does not know
 */
export function vocabularyOf(labels: readonly (string | undefined)[]): Vocabulary {
  const named = new Set(labels.filter((taxon) => taxon !== undefined));
  const taxa = new Map(
    [...named].flatMap((taxon) => {
      const line = lineage(taxon);
      if (line.length === 0) throw new RoostError('read labels', taxon, 'the taxonomy has no taxon of this id');
      return line.map((node) => [node.id, node] as const);
    }),
  );
  const sorted = [...taxa.values()].sort(
    (a, b) => RANKS.indexOf(b.rank) - RANKS.indexOf(a.rank) || (a.id < b.id ? -1 : 1),
  );
  const places = new Map(sorted.map(({ id }, place) => [id, place]));
  const nodes = sorted.map(({ id, rank, parent }) => ({
    taxon: id,
    rank,
    ...(parent === undefined ? {} : { parent: places.get(parent)! }),
    labelled: named.has(id),
    ...untold(id, named),
  }));
  return { nodes, places: Int32Array.from(labels, (taxon) => (taxon === undefined ? -1 : places.get(taxon)!)) };
}

function untold(id: string, named: ReadonlySet<string>): Pick<Node, 'wildForm'> {
  const wild = wildFormOf(id)?.id;
  return wild === undefined || named.has(wild) ? {} : { wildForm: wild };
}

/** Adds the probabilities of the outputs up the tree: how likely each node is, itself and all below it. */
export function sumUp({ nodes, places }: Vocabulary, probabilities: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(nodes.length);
  for (let output = 0; output < places.length; output++) {
    const place = places[output]!;
    if (place >= 0) sums[place]! += probabilities[output]!;
  }
  for (let place = 0; place < nodes.length; place++) {
    const { parent } = nodes[place]!;
    if (parent !== undefined) sums[parent]! += sums[place]!;
  }
  return sums;
}
