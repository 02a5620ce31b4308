import { describe, expect, it } from 'vitest';
import { idsWithin, searchTaxa } from '../../../src/know/taxonomy/search.ts';

const idsOf = (text: string, limit = 100) => searchTaxa(text, limit).map(({ id }) => id);

describe('a search of taxa', () => {
  it.each(['Anas platyrhynchos', 'mallard', '绿头鸭', 'anas-platyrhynchos', ' MALLARD '])(
    'finds the one that is called %s first',
    (name) => expect(idsOf(name)[0]).toBe('anas-platyrhynchos'),
  );

  it('finds those that begin with a text before those that hold it, and no more than asked for', () => {
    const begins = searchTaxa('anat', 100).map(({ id, english }) => /^anat/i.test(id) || /^anat/i.test(english ?? ''));
    expect(begins.filter(Boolean).length).toBeGreaterThan(0);
    expect(begins).toEqual([...begins].sort((a, b) => Number(b) - Number(a)));
    expect(idsOf('a', 3)).toHaveLength(3);
  });

  it('finds nothing for nothing', () => {
    expect(idsOf('  ')).toEqual([]);
    expect(idsOf('no such animal')).toEqual([]);
  });
});

describe('the ids within a taxon', () => {
  it('are all below it and itself, and of what is not known itself alone', () => {
    expect(idsWithin('anatidae')).toEqual(expect.arrayContaining(['anatidae', 'anas', 'anas-platyrhynchos']));
    expect(idsWithin('anatidae')).not.toContain('ardea-cinerea');
    expect(idsWithin('ardea-cinerea')).toEqual(['ardea-cinerea']);
    expect(idsWithin('not-in-the-table')).toEqual(['not-in-the-table']);
  });
});
