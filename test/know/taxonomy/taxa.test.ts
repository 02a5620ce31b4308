import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KINDS, RANKS } from '../../../src/base/domain.ts';
import {
  findTaxon,
  isWithin,
  lineage,
  synonyms,
  TAXONOMY_VERSION,
  taxa,
  taxonById,
  taxonOfKind,
} from '../../../src/know/taxonomy/taxa.ts';

const someTaxon = fc.constantFrom(...taxa());

describe('taxa', () => {
  it('name what a kind certainly is, and nothing for what is never counted', () => {
    expect(KINDS.map((kind) => taxonOfKind(kind)?.chinese)).toEqual(['鸟纲', '哺乳纲', undefined, undefined]);
  });

  it('are found by ids that are each given once', () => {
    expect(taxa().map((taxon) => taxonById(taxon.id))).toEqual(taxa());
    expect(new Set(taxa().map((taxon) => taxon.id)).size).toBe(taxa().length);
    expect(taxonById('pisces')).toBeUndefined();
  });

  it('stand in a class, by way of every rank between', () => {
    fc.assert(
      fc.property(someTaxon, ({ id, rank }) => {
        const ranks = lineage(id).map((taxon) => taxon.rank);
        expect(ranks).toEqual(RANKS.slice(0, RANKS.indexOf(rank) + 1).reverse());
      }),
    );
  });

  it('are within what is above them, and not within what is not', () => {
    fc.assert(
      fc.property(someTaxon, someTaxon, (a, b) => {
        expect(isWithin(a.id, b.id)).toBe(lineage(a.id).includes(b));
      }),
    );
    expect(isWithin('anser-caerulescens', 'anatidae')).toBe(true);
    expect(isWithin('anser-caerulescens', 'mammalia')).toBe(false);
    expect(isWithin('unknown', 'unknown')).toBe(false);
    expect(lineage('unknown')).toEqual([]);
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(taxa()) && taxa().every((taxon) => Object.isFrozen(taxon))).toBe(true);
  });

  it('are found by any of their names, in any case', () => {
    for (const name of ['anser-caerulescens', 'ANSER caerulescens', 'Chen caerulescens', '雪雁', ' snow goose ']) {
      expect(findTaxon(name)?.id).toBe('anser-caerulescens');
    }
    expect(findTaxon('Limpkin')?.rank).toBe('species');
    expect(findTaxon('Tyrannosaurus rex')).toBeUndefined();
  });

  it('have a version that is made of their content', () => {
    expect(TAXONOMY_VERSION).toMatch(/^taxa@[0-9a-f]{8}$/);
  });
});

describe('synonyms', () => {
  it('mean one taxon, and none is the name of another one', () => {
    for (const [name, id] of synonyms()) {
      expect(findTaxon(name)?.id).toBe(id);
      const named = taxa().filter((taxon) => [taxon.scientific, taxon.chinese].includes(name));
      expect(named, name).toEqual([]);
    }
  });
});
