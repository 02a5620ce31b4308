import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Example, fitHead, opinionOf, refitHead } from '../../../src/know/taught/head.ts';

const SPECIES = ['anas-crecca', 'ardea-cinerea', 'egretta-garzetta', 'fulica-atra', 'grus-grus', 'pica-pica'];

/** A picture of a species: its own direction, and some noise that is always the same for a seed. */
function example(taxon: string, seed: number, dimensions = 32): Example {
  const own = SPECIES.indexOf(taxon);
  const feature = Float32Array.from({ length: dimensions }, (_, i) => 1 + (i === own ? 4 : 0) + noise(seed * 97 + i));
  return { id: `${taxon}-${seed}`, taxon, feature, weight: 1, group: `${taxon}-${seed}` };
}

/** From 0 to 0.5. */
const noise = (seed: number) => ((Math.sin(seed * 12.9898) * 43758.5453) % 1) ** 2 / 2;
const looks = (taxon: string, seed: number) => [{ feature: example(taxon, seed).feature, weight: 1 }];

describe('a taught head', () => {
  it('names what it was taught', () => {
    const head = fitHead(
      'm@1',
      SPECIES.map((taxon, seed) => example(taxon, seed)),
    );
    for (const taxon of SPECIES) expect(opinionOf(head, looks(taxon, 50)).top[0]?.taxon).toBe(taxon);
  });

  it('says the same after a way through JSON', () => {
    const head = fitHead(
      'm@1',
      SPECIES.map((taxon, seed) => example(taxon, seed)),
    );
    const read = JSON.parse(JSON.stringify(head));
    expect(opinionOf(read, looks('grus-grus', 60))).toEqual(opinionOf(head, looks('grus-grus', 60)));
  });

  it('works with one species and one picture', () => {
    const head = fitHead('m@1', [example('grus-grus', 1)]);
    expect(opinionOf(head, looks('grus-grus', 2)).top.map(({ taxon }) => taxon)).toEqual(['grus-grus']);
  });

  it('names nothing that is like nothing it was taught', () => {
    for (const taught of [SPECIES, SPECIES.slice(0, 2), SPECIES.slice(0, 1)]) {
      const head = fitHead(
        'm@1',
        taught.map((taxon, seed) => example(taxon, seed)),
      );
      const stranger = Float32Array.from({ length: 32 }, (_, i) => (i === 20 ? 5 : 0.5));
      expect(opinionOf(head, [{ feature: stranger, weight: 1 }]).named).toBeUndefined();
    }
  });

  it('names the genus where two of its species are too alike', () => {
    const dimensions = 40;
    const taxa = [...SPECIES, 'ardea-alba', 'numenius-arquata', 'corvus-corax', 'larus-canus', 'apus-apus'];
    // The two herons point nearly the same way, and are few: a bar that is fitted on many twins would be above all of them.
    const places = taxa.map((taxon, i) => (taxon === 'ardea-alba' ? 1 : i));
    const towards = (place: number, seed: number) =>
      Float32Array.from({ length: dimensions }, (_, i) => 1 + (i === place ? 4 : 0) + noise(seed * 97 + i));
    const examples = taxa.flatMap((taxon, i) =>
      (taxon.startsWith('ardea') ? [0] : [0, 1, 2, 3, 4]).map((n) => {
        const id = `${taxon}-${n}`;
        return { id, taxon, feature: towards(places[i]!, i * 10 + n), weight: 1, group: id };
      }),
    );
    const head = fitHead('m@1', examples);
    const asked = opinionOf(head, [{ feature: towards(1, 999), weight: 1 }]);
    expect(asked.named).toMatchObject({ taxon: 'ardea', rank: 'genus' });
    expect(opinionOf(head, [{ feature: towards(0, 999), weight: 1 }]).named).toMatchObject({ taxon: 'anas-crecca' });
  });

  it('reads probabilities as their logarithms', () => {
    const labels = ['anas-crecca', 'ardea-cinerea', undefined];
    const of = (scores: readonly number[]) => Float32Array.of(1, 2, 3, ...scores);
    const told = (gives: 'logits' | 'probabilities', turn: (value: number) => number) => {
      const feature = of([0.7, 0.2, 0.1].map(turn));
      const head = fitHead('m@1', [{ id: 'a', taxon: 'grus-grus', feature, weight: 1, group: 'a' }], { labels, gives });
      return opinionOf(head, [{ feature: of([0.2, 0.7, 0.1].map(turn)), weight: 1 }]);
    };
    const [one] = told('probabilities', (value) => value).top;
    expect(one!.score).toBeCloseTo(told('logits', Math.log).top[0]!.score, 6);
  });

  it('learns a few more of many pictures at once, and all anew where many are others', () => {
    const pictures = (count: number) =>
      Array.from({ length: count }, (_, seed) => example(SPECIES[seed % 5]!, seed, 40));
    const before = fitHead('m@1', pictures(200));
    const more = [...pictures(200), ...[1, 2].map((seed) => example('pica-pica', seed, 40))];
    const head = refitHead(before, more)!;
    expect(head).toMatchObject({ pictures: 202, learner: before.learner, bar: before.bar });
    const asked = [{ feature: example('pica-pica', 9, 40).feature, weight: 1 }];
    expect(opinionOf(before, asked).named).toBeUndefined();
    expect(opinionOf(head, asked).named?.taxon).toBe('pica-pica');
    // What was taken back has no effect any more.
    expect(refitHead(head, pictures(200))!.weights).toEqual(before.weights);
    expect(refitHead(before, pictures(230))).toBeUndefined();
    expect(refitHead(fitHead('m@1', pictures(50)), pictures(51))).toBeUndefined();
    expect(
      refitHead(
        before,
        more.map((one) => ({ ...one, feature: one.feature.slice(1) })),
      ),
    ).toBeUndefined();
    const { scale: _, ...old } = before;
    expect(refitHead(old, more)).toBeUndefined();
  });

  it('refuses nothing, an unknown taxon and features of two lengths', () => {
    expect(() => fitHead('m@1', [])).toThrow('no picture was taught');
    expect(() => fitHead('m@1', [{ ...example('grus-grus', 1), taxon: 'grus-nova' }])).toThrow('no taxon grus-nova');
    expect(() => fitHead('m@1', [example('grus-grus', 1), example('pica-pica', 2, 31)])).toThrow('31 numbers, not 32');
    expect(() => fitHead('m@1', [{ ...example('grus-grus', 1), weight: 0 }])).toThrow('its weight is 0, not above 0');
    const empty = { ...example('grus-grus', 1), feature: new Float32Array(32).fill(Number.NaN) };
    expect(() => fitHead('m@1', [empty])).toThrow('a feature holds what is no number');
    const labels = new Array(32).fill('grus-grus');
    expect(() => fitHead('m@1', [example('grus-grus', 1)], { labels })).toThrow('have 32 numbers, 32 for its labels');
    const head = fitHead('m@1', [example('grus-grus', 1)]);
    expect(() => opinionOf(head, [{ feature: new Float32Array(31), weight: 1 }])).toThrow('31 numbers, not 32');
  });

  it('does not hang on the order in which it was taught', () => {
    const examples = SPECIES.flatMap((taxon, i) => [example(taxon, i), example(taxon, i + 20)]);
    const asked = looks('fulica-atra', 70);
    const said = opinionOf(fitHead('m@1', examples), asked);
    fc.assert(
      fc.property(fc.shuffledSubarray(examples, { minLength: examples.length }), (shuffled) => {
        const other = opinionOf(fitHead('m@1', shuffled), asked);
        expect(other.top.map(({ taxon }) => taxon)).toEqual(said.top.map(({ taxon }) => taxon));
        expect(other.top[0]!.score).toBeCloseTo(said.top[0]!.score, 4);
      }),
      { numRuns: 20 },
    );
  });
});
