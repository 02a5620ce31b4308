import type { Example } from '../taught/head.ts';

/** A picture that was taught, and how alike another one is. */
export interface AlikeTo {
  readonly id: string;
  readonly taxon: string;
  /** Cosine of the angle between the two, seen from the mean of all that was taught where that is much: 1 is the same, 0 nothing in common. */
  readonly alike: number;
}

/** A picture that looks more like another taxon's than like the others of its own. */
export interface Unlike {
  readonly id: string;
  readonly taxon: string;
  /** How alike it is to the others of its taxon together. */
  readonly own: number;
  /** The taxon that it is more like, and how much. */
  readonly other: string;
  readonly alike: number;
}

/** From so many pictures on their mean says what is common to all; of few the others would lie opposite to one another. */
const COMMON = 8;
/** A taxon of which there are fewer pictures cannot say what it looks like. */
const ENOUGH = 3;

/** Compares what was taught by the features of one model. The head is another matter: this tells people what lies near. */
export class Alike {
  readonly #pictures: readonly Picture[];
  readonly #centre: Float64Array;

  /** @param examples features of one model, all of one length */
  constructor(examples: readonly Example[]) {
    const dimensions = examples[0]?.feature.length ?? 0;
    this.#centre = new Float64Array(dimensions);
    if (examples.length >= COMMON)
      for (const { feature } of examples)
        for (let i = 0; i < dimensions; i++) this.#centre[i]! += feature[i]! / examples.length;
    this.#pictures = examples.map((example) => ({ example, towards: this.#direction(example.feature) }));
  }

  /** The taught pictures that are most alike, the likest first, at most so many. */
  nearest(feature: Float32Array, most: number): AlikeTo[] {
    if (feature.length !== this.#centre.length) return [];
    const towards = this.#direction(feature);
    return this.#pictures
      .map((picture) => ({
        id: picture.example.id,
        taxon: picture.example.taxon,
        alike: dot(picture.towards, towards),
      }))
      .sort((a, b) => b.alike - a.alike || (a.id < b.id ? -1 : 1))
      .slice(0, most);
  }

  /**
   * Pictures that look unlike their taxon, the most unlike first: more like all pictures of another taxon together than like the
   * others of its own. Where somebody erred it is here, but not all that is here is an error.
   */
  unlike(): Unlike[] {
    const sums = new Map<string, { readonly sum: Float64Array; count: number }>();
    for (const { example, towards } of this.#pictures) {
      const of = sums.get(example.taxon) ?? { sum: new Float64Array(towards.length), count: 0 };
      for (let i = 0; i < towards.length; i++) of.sum[i]! += towards[i]!;
      of.count += 1;
      sums.set(example.taxon, of);
    }
    const found = this.#pictures.flatMap(({ example: { id, taxon }, towards }): Unlike[] => {
      const { sum, count } = sums.get(taxon)!;
      if (count < ENOUGH) return [];
      const own = dot(towards, unit(sum.map((value, i) => value - towards[i]!)));
      const others = [...sums].flatMap(([other, { sum }]) =>
        other === taxon ? [] : [{ other, alike: dot(towards, unit(sum)) }],
      );
      const [best] = others.sort((a, b) => b.alike - a.alike);
      return best && best.alike > own ? [{ id, taxon, own, ...best }] : [];
    });
    return found.sort((a, b) => b.alike - b.own - (a.alike - a.own));
  }

  #direction(feature: Float32Array): Float64Array {
    return unit(Float64Array.from(feature, (value, i) => value - this.#centre[i]!));
  }
}

interface Picture {
  readonly example: Example;
  readonly towards: Float64Array;
}

/** The same direction with length 1; what has none stays 0. */
function unit(values: Float64Array): Float64Array {
  let square = 0;
  for (const value of values) square += value * value;
  const length = Math.sqrt(square) || 1;
  return values.map((value) => value / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
