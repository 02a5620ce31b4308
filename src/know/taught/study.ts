import type { Example } from './example.ts';
import { type Matrix, part, zeros } from './matrix.ts';
import { type Meanings, sayingOf } from './said.ts';
import { LEARNERS, type LearnerName, scoresOf } from './scorers.ts';
import { type Centre, centreOf, directionOf, dot, type Layout, type Sight, sightOf } from './sight.ts';

/** All that was taught, made ready to learn from. */
export interface Study {
  /** Ids, sorted. */
  readonly taxa: readonly string[];
  readonly centre: Centre;
  readonly directions: readonly Float32Array[];
  /** Products of the directions with one another. */
  readonly products: Matrix;
  /** Number of each picture's taxon. */
  readonly of: readonly number[];
  readonly weights: readonly number[];
  readonly groups: readonly string[];
  /** What the model itself says of each picture, one number a taxon. */
  readonly said: readonly Float64Array[];
}

/** From so many taxa on their mean says what is common to all pictures, and is taken away from each. */
const COMMON = 8;

/** Makes examples ready. Their order does not matter. */
export function studyOf(examples: readonly Example[], layout: Layout, labels: Meanings | undefined): Study {
  const sorted = [...examples].sort((a, b) => (a.taxon === b.taxon ? order(a.id, b.id) : order(a.taxon, b.taxon)));
  const taxa = [...new Set(sorted.map(({ taxon }) => taxon))];
  const of = sorted.map(({ taxon }) => taxa.indexOf(taxon));
  const sights = sorted.map(({ feature }) => sightOf([{ feature, weight: 1 }], layout));
  const centre = centreOf(meansOf(sorted, taxa, layout), taxa.length < COMMON);
  const directions = sights.map((sight) => directionOf(sight, centre));
  const saying = labels ? sayingOf(labels, taxa) : () => new Float64Array(taxa.length);
  return {
    ...{ taxa, centre, directions, products: productsOf(directions), of },
    weights: sorted.map(({ weight }) => weight),
    groups: sorted.map(({ group }) => group),
    said: sights.map(({ logits }) => saying(logits)),
  };
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The mean of each taxon's pictures, so that one with many does not become the middle of all. */
function meansOf(examples: readonly Example[], taxa: readonly string[], layout: Layout): Sight[] {
  const of = new Map<string, Example[]>(taxa.map((taxon) => [taxon, []]));
  for (const example of examples) of.get(example.taxon)!.push(example);
  return [...of.values()].map((own) => sightOf(own, layout));
}

/** So many directions are held against the same others at a time, as a processor's near memory holds them. */
const AT_A_TIME = 24;

function productsOf(directions: readonly Float32Array[]): Matrix {
  const count = directions.length;
  const out = zeros(count, count);
  for (let from = 0; from < count; from += AT_A_TIME) {
    const to = Math.min(count, from + AT_A_TIME);
    for (let j = 0; j < to; j++)
      for (let i = Math.max(from, j); i < to; i++) {
        const product = dot(directions[i]!, directions[j]!);
        out.data[i * count + j] = product;
        out.data[j * count + i] = product;
      }
  }
  return out;
}

/**
 * How alike some pictures are to each taxon, by what is learned from others.
 * @param asked numbers of pictures
 * @param taught the same
 * @returns one array a picture that is asked, with -Infinity for taxa of which none was taught; undefined where the learner has
 * not enough to learn from
 */
export function likeness(
  study: Study,
  learner: LearnerName,
  asked: readonly number[],
  taught: readonly number[],
): Float64Array[] | undefined {
  const present = [...new Set(taught.map((row) => study.of[row]!))].sort((a, b) => a - b);
  const places = new Map(present.map((taxon, place) => [taxon, place]));
  const scorer = LEARNERS[learner]({
    products: part(study.products, taught, taught),
    taxa: taught.map((row) => places.get(study.of[row]!)!),
    weights: taught.map((row) => study.weights[row]!),
    count: present.length,
  });
  if (!scorer) return undefined;
  const scores = scoresOf(scorer, part(study.products, asked, taught));
  return asked.map((_, i) => {
    const out = new Float64Array(study.taxa.length).fill(Number.NEGATIVE_INFINITY);
    for (const [place, taxon] of present.entries()) out[taxon] = scores.data[i * present.length + place]!;
    return out;
  });
}
