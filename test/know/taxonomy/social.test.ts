import { describe, expect, it } from 'vitest';
import { isSocial } from '../../../src/know/taxonomy/social.ts';
import { findTaxon } from '../../../src/know/taxonomy/taxa.ts';

const social = (name: string, site?: { add?: string[]; remove?: string[] }) =>
  isSocial(findTaxon(name)!.id, { add: [], remove: [], ...site });

describe('taxa that live in groups', () => {
  it.each(['绿头鸭', '灰鹤', '黑腹滨鹬', '骨顶鸡', '黄胸鹀', '梅花鹿', '长江江豚'])('have %s among them', (name) => {
    expect(social(name)).toBe(true);
  });

  // Of families that do, but they themselves do not.
  it.each(['獐', '小麂', '毛冠鹿', '丘鹬', '中华鬣羚', '苍鹭', '白头鹎'])('have not %s', (name) => {
    expect(social(name)).toBe(false);
  });

  it('hold what is named as a family of them, and say nothing of wider names', () => {
    expect(social('Anatidae')).toBe(true);
    expect(['Aves', 'Anseriformes'].map((name) => social(name))).toEqual([false, false]);
  });

  it('are as the site says, by the narrowest taxon of which anything is said', () => {
    expect(social('苍鹭', { add: ['ardeidae'] })).toBe(true);
    expect(social('绿头鸭', { remove: ['anatidae'] })).toBe(false);
    expect(social('绿头鸭', { remove: ['anatidae'], add: ['anas-platyrhynchos'] })).toBe(true);
    // What is added widely does not reach over what the list says of a narrower one.
    expect(social('獐', { add: ['cervidae'] })).toBe(false);
    expect(social('獐', { add: ['hydropotes'] })).toBe(true);
  });
});
