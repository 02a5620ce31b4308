import { describe, expect, it } from 'vitest';
import { resultOf } from '../../../src/try/eval/outcome.ts';

const MALLARD = 'anas-platyrhynchos';

describe('result of a verdict', () => {
  it.each([
    [MALLARD, MALLARD, 'species', 'species-right'],
    [MALLARD, 'anas-crecca', 'species', 'species-wrong'],
    [MALLARD, 'anas', 'genus', 'rolled-up-right'],
    [MALLARD, 'anseriformes', 'order', 'rolled-up-right'],
    [MALLARD, 'ardeidae', 'family', 'rolled-up-wrong'],
    [MALLARD, 'aves', 'class', 'unidentified'],
    [MALLARD, 'mammalia', 'class', 'rolled-up-wrong'],
  ] as const)('on %s called %s is %s', (truth, taxon, rank, result) => {
    expect(resultOf(truth, { taxon, rank })).toBe(result);
  });

  it('is missed without one, and on a blank blank or false', () => {
    expect(resultOf(MALLARD, undefined)).toBe('missed');
    expect(resultOf(undefined, undefined)).toBe('blank');
    expect(resultOf(undefined, { taxon: 'aves', rank: 'class' })).toBe('false');
  });

  it('lets whatever lies within a wide truth be right', () => {
    expect(resultOf('anatidae', { taxon: MALLARD, rank: 'species' })).toBe('species-right');
    expect(resultOf('anatidae', { taxon: 'anas', rank: 'genus' })).toBe('rolled-up-right');
    expect(resultOf('anatidae', { taxon: 'anseriformes', rank: 'order' })).toBe('rolled-up-right');
    expect(resultOf('anatidae', { taxon: 'ardea-cinerea', rank: 'species' })).toBe('species-wrong');
    expect(resultOf('aves', { taxon: 'aves', rank: 'class' })).toBe('unidentified');
  });

  it('lets nothing narrower be right where the taxonomy lacks the species', () => {
    expect(resultOf('anatidae', { taxon: MALLARD, rank: 'species' }, true)).toBe('species-wrong');
    expect(resultOf('anatidae', { taxon: 'anas', rank: 'genus' }, true)).toBe('rolled-up-wrong');
    expect(resultOf('anatidae', { taxon: 'anatidae', rank: 'family' }, true)).toBe('rolled-up-right');
    expect(resultOf('anatidae', { taxon: 'aves', rank: 'class' }, true)).toBe('unidentified');
  });
});
