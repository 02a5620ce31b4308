import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_WEIGHTS,
  type Listing,
  makeChecklist,
  NO_PRIOR,
  ownListing,
} from '../../../src/know/taxonomy/checklist.ts';
import { REGIONS, regionList } from '../../../src/know/taxonomy/regions.ts';
import { lineage, taxa, taxonById } from '../../../src/know/taxonomy/taxa.ts';

const name = 'isle';
const weights = DEFAULT_WEIGHTS;
const region = {
  name: 'here',
  taxa: ['anas-platyrhynchos', 'anas-acuta', 'egretta-garzetta', 'prionailurus-bengalensis'],
};
const mallard: Listing = { taxon: 'anas-platyrhynchos', months: [1, 2, 11, 12] };
const egret: Listing = { taxon: 'egretta-garzetta' };

const anyTaxon = fc.constantFrom(...taxa().map(({ id }) => id));
const anyMonth = fc.integer({ min: 1, max: 12 });
const anyListings = fc.uniqueArray(
  fc.record({ taxon: anyTaxon, months: fc.uniqueArray(anyMonth, { minLength: 1 }) }, { requiredKeys: ['taxon'] }),
  { selector: ({ taxon }) => taxon, maxLength: 20 },
);

describe('a checklist of the site alone', () => {
  const list = makeChecklist({ name, weights, taxa: [mallard, egret] });

  it('weighs by list and month', () => {
    expect(list.weight('anas-platyrhynchos', 12)).toBe(1);
    expect(list.weight('anas-platyrhynchos', 7)).toBe(weights.outOfSeason);
    expect(list.weight('egretta-garzetta', 7)).toBe(1);
    expect(list.weight('anas-acuta', 12)).toBe(weights.offList);
    expect(list.weight('no-such-taxon', 12)).toBe(weights.offList);
  });

  it('takes a genus, a family and a class for as good as the best that is listed below', () => {
    expect(['anas', 'anatidae', 'aves'].map((taxon) => list.weight(taxon, 12))).toEqual([1, 1, 1]);
    expect(['anas', 'anatidae', 'aves'].map((taxon) => list.weight(taxon, 7))).toEqual([0.3, 0.3, 1]);
    expect(list.weight('mammalia', 7)).toBe(weights.offList);
  });

  it('knows what is listed and in season; what is not listed has no season', () => {
    expect([list.has('anas'), list.has('anas-acuta'), list.has('no-such-taxon')]).toEqual([true, false, false]);
    expect([list.inSeason('anas-platyrhynchos', 1), list.inSeason('anas-platyrhynchos', 6)]).toEqual([true, false]);
    expect(list.inSeason('anas-acuta', 1)).toBe(false);
  });

  it('lists all below a listed genus, and a species by its own months where it has some', () => {
    const wide = makeChecklist({ name, weights, taxa: [{ taxon: 'anas' }, mallard] });
    expect([wide.weight('anas-acuta', 7), wide.weight('anas-platyrhynchos', 7), wide.weight('anas', 7)]).toEqual([
      1,
      weights.outOfSeason,
      1,
    ]);
  });
});

describe('a checklist of a region', () => {
  it('alone stands for the list of the site', () => {
    const list = makeChecklist({ name, weights, taxa: [], region });
    expect(list.weight('anas-acuta', 7)).toBe(1);
    expect(list.weight('prionailurus', 7)).toBe(1);
    expect(list.has('anas-acuta')).toBe(true);
    expect(list.weight('grus-japonensis', 7)).toBe(weights.offList);
  });

  it('beside taxa of the site weighs between', () => {
    const list = makeChecklist({ name, weights: { ...weights, regional: 0.4 }, taxa: [mallard], region });
    expect(list.weight('anas-platyrhynchos', 1)).toBe(1);
    expect(list.weight('anas-platyrhynchos', 7)).toBe(weights.outOfSeason);
    expect(list.weight('anas-acuta', 7)).toBe(0.4);
    expect(list.weight('anas', 7)).toBe(0.4);
    expect(list.has('anas-acuta')).toBe(false);
    expect(list.weight('grus-japonensis', 7)).toBe(weights.offList);
  });
});

describe('every checklist', () => {
  it('weighs above 0 and at most 1: a prior never deletes', () => {
    fc.assert(
      fc.property(anyListings, fc.boolean(), anyTaxon, anyMonth, (listings, regional, taxon, month) => {
        const list = makeChecklist({ name, weights, taxa: listings, ...(regional && { region }) });
        const weight = list.weight(taxon, month);
        expect(weight).toBeGreaterThan(0);
        expect(weight).toBeLessThanOrEqual(1);
        if (list.inSeason(taxon, month)) expect([weight, list.has(taxon)]).toEqual([1, true]);
      }),
      { numRuns: 40 },
    );
  });

  it('weighs what is above a listed taxon no less than that', () => {
    fc.assert(
      fc.property(anyListings, fc.boolean(), anyMonth, (listings, regional, month) => {
        const list = makeChecklist({ name, weights, taxa: listings, ...(regional && { region }) });
        for (const taxon of [...listings.map((one) => one.taxon), ...(regional ? region.taxa : [])])
          for (const above of lineage(taxon))
            expect(list.weight(above.id, month)).toBeGreaterThanOrEqual(list.weight(taxon, month));
      }),
      { numRuns: 40 },
    );
  });

  it('has an id of its content, whatever its order', () => {
    const shuffled = anyListings.chain((listings) =>
      fc.tuple(fc.constant(listings), fc.shuffledSubarray(listings, { minLength: listings.length })),
    );
    fc.assert(
      fc.property(shuffled, ([listings, other]) => {
        const turned = other.map(({ taxon, months }) => ({ taxon, ...(months && { months: [...months].reverse() }) }));
        const { id } = makeChecklist({ name, weights, taxa: listings });
        expect(makeChecklist({ name, weights, taxa: turned }).id).toBe(id);
        expect(id).toMatch(/^isle@[0-9a-f]{8}$/);
      }),
      { numRuns: 20 },
    );
  });

  it('has another id with another month, weight or region', () => {
    const base = { name, weights, taxa: [mallard, egret] };
    const others = [
      { ...base, taxa: [{ ...mallard, months: [1, 2, 12] }, egret] },
      { ...base, weights: { ...weights, offList: 0.1 } },
      { ...base, region },
      { ...base, region: { ...region, taxa: ['anas-acuta'] } },
    ];
    expect(new Set([base, ...others].map((facts) => makeChecklist(facts).id)).size).toBe(5);
  });
});

it('no prior is no prior', () => {
  expect(NO_PRIOR.id).toBe('none');
  expect([NO_PRIOR.weight('aves', 1), NO_PRIOR.has('aves'), NO_PRIOR.inSeason('aves', 1)]).toEqual([1, true, true]);
});

describe("the site's own listing", () => {
  it('has what the site lists and all below it, nothing above it and nothing of its region', () => {
    const listed = ownListing(makeChecklist({ name, weights, taxa: [mallard, { taxon: 'ardeidae' }], region }))!;
    expect(['anas-platyrhynchos', 'egretta-garzetta'].map(listed)).toEqual([true, true]);
    expect(['anas', 'anas-acuta', 'aves', 'not-a-taxon'].map(listed)).toEqual([false, false, false, false]);
  });

  it('is none where the site lists nothing itself', () => {
    expect(ownListing(makeChecklist({ name, weights, taxa: [], region }))).toBeUndefined();
    expect(ownListing(NO_PRIOR)).toBeUndefined();
  });
});

describe('region lists', () => {
  it.each(REGIONS)('%s names only taxa that are known, each once, birds and mammals', (name) => {
    const { taxa: ids } = regionList(name);
    expect(ids.filter((id) => !taxonById(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const known of ['aves', 'mammalia']) expect(ids.some((id) => lineage(id).at(-1)?.id === known)).toBe(true);
  });

  it('are read once', () => {
    expect(regionList('china')).toBe(regionList('china'));
  });
});
