import { describe, expect, it } from 'vitest';
import { KINDS } from '../../src/domain.ts';
import { TAXA, taxonById, taxonOfKind } from '../../src/taxonomy/taxa.ts';

describe('taxa', () => {
  it('name what a kind certainly is, and nothing for what is never counted', () => {
    expect(KINDS.map((kind) => taxonOfKind(kind)?.chinese)).toEqual(['鸟纲', '哺乳纲', undefined, undefined]);
  });

  it('are found by ids that are each given once', () => {
    expect(TAXA.map((taxon) => taxonById(taxon.id))).toEqual(TAXA);
    expect(new Set(TAXA.map((taxon) => taxon.id)).size).toBe(TAXA.length);
    expect(taxonById('pisces')).toBeUndefined();
  });
});
