import type { Rank } from '../../base/domain.ts';
import { lineage } from '../taxonomy/taxa.ts';

/** Ids of the taxa that a model's outputs mean, in its order; undefined for background. */
export type Meanings = readonly (string | undefined)[];

/** What a model says by itself for each taxon that was taught, in the same order. Added to how alike the pictures are. */
export type Saying = (logits: Float32Array) => Float64Array;

/** Ranks at which what the model believes speaks for a taxon. */
const RANKS: readonly Rank[] = ['species', 'genus', 'family'];
/** What a belief weighs against a cosine, by its logarithm. */
const BELIEF = 0.05;
/** No belief is held to be less: a model is wrong as often as that, and then sure of it. */
const DOUBT = 0.02;
/** What a model believes of a taxon that it has no label for: neither for it nor against it. */
const UNTOLD = 0.3;
/** What it takes away that the model takes the animal for another species, and is sure. */
const RIVAL = 0.3;

/**
 * What a model that names says of taxa that were taught, known to it or not. It knows a thousand species, each a
 * background that was not to be taught: how much it believes in the species, genus and family of a taxon, where it has
 * them, speaks for it, and that it believes in another species speaks against all others. Weights were chosen by
 * reason and left as they were: `docs/accuracy.md`.
 * @param labels what its outputs mean
 * @param taxa ids that were taught
 */
export function sayingOf(labels: Meanings, taxa: readonly string[]): Saying {
  const lines = labels.map((label) => (label === undefined ? [] : lineage(label).map(({ id }) => id)));
  const taught = taxa.map((taxon) => {
    const line = lineage(taxon);
    return {
      taxon,
      above: new Set(line.map(({ id }) => id)),
      ranks: RANKS.map((rank) => line.find((one) => one.rank === rank)?.id),
    };
  });
  // Only what is above a taught taxon is summed up, and only labels that lie within it.
  const spoken = new Set(lines.flat());
  const wanted = [...new Set(taught.flatMap(({ ranks }) => ranks))].filter((id) => id !== undefined && spoken.has(id));
  const places = new Map(wanted.map((id, place) => [id, place]));
  const within = wanted.map((id) => Int32Array.from([...lines.keys()].filter((label) => lines[label]!.includes(id!))));
  const believed = taught.map(({ ranks }) => ranks.map((id) => places.get(id) ?? -1));
  const isKin = (label: number, { taxon, above }: (typeof taught)[number]) =>
    above.has(labels[label]!) || lines[label]!.includes(taxon);

  return (logits) => {
    const beliefs = softmax(logits);
    const sums = within.map((labels) => {
      let sum = 0;
      for (const label of labels) sum += beliefs[label]!;
      return sum;
    });
    const first: number[] = [];
    for (let label = 0; label < beliefs.length; label++)
      if (beliefs[label]! > DOUBT && labels[label] !== undefined) first.push(label);
    first.sort((a, b) => beliefs[b]! - beliefs[a]!);
    const out = new Float64Array(taught.length);
    for (const [i, one] of taught.entries()) {
      const rival = first.find((label) => !isKin(label, one));
      if (rival !== undefined) out[i]! -= RIVAL * beliefs[rival]!;
      for (const place of believed[i]!) out[i]! += BELIEF * Math.log(DOUBT + (place < 0 ? UNTOLD : sums[place]!));
    }
    return out;
  };
}

function softmax(logits: Float32Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of logits) most = Math.max(most, value);
  const out = new Float64Array(logits.length);
  let sum = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.exp(logits[i]! - most);
    sum += out[i]!;
  }
  for (let i = 0; i < out.length; i++) out[i]! /= sum;
  return out;
}
