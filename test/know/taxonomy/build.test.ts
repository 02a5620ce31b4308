import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../scripts/taxonomy/assemble.ts';
import { buildTaxonomy } from '../../../scripts/taxonomy/build.ts';
import { type Fact, overlay } from '../../../scripts/taxonomy/facts.ts';
import { birdLabels } from '../../../scripts/taxonomy/labels.ts';
import { readTable } from '../../../src/know/taxonomy/table.ts';
import { shared } from '../../shared.ts';

const ROOT = new URL('../../../', import.meta.url);

/** A class with one order, family, genus, and a species of each name. */
function facts(...species: { scientific: string; synonyms?: string }[]): Map<string, Fact> {
  const made = new Map<string, Fact>();
  overlay(made, [
    { scientific: 'Aves', rank: 'class' },
    { scientific: 'Anseriformes', rank: 'order', parent: 'Aves' },
    { scientific: 'Anatidae', rank: 'family', parent: 'Anseriformes' },
    { scientific: 'Anser', rank: 'genus', parent: 'Anatidae' },
    ...species.map((row) => ({ rank: 'species', parent: 'Anser', ...row })),
  ]);
  return made;
}

describe('building the taxonomy', () => {
  it.skipIf(!shared('data/birds.csv'))('gives the files that are there', () => {
    for (const { path, text } of buildTaxonomy(ROOT, new URL('../shared/', ROOT))) {
      expect(readFileSync(new URL(path, ROOT), 'utf8') === text, path).toBe(true);
    }
  });

  it('makes ids of scientific names, and puts genera and species in order', () => {
    const { taxaCsv, synonymsCsv } = assemble(
      facts({ scientific: 'Anser indicus' }, { scientific: 'Anser anser' }),
      [],
    );
    const ids = readTable(taxaCsv, synonymsCsv).taxa.map((taxon) => taxon.id);
    expect(ids).toEqual(['aves', 'anseriformes', 'anatidae', 'anser', 'anser-anser', 'anser-indicus']);
  });

  it('puts genera and species where a list has them, also under a former name, and the others after them', () => {
    const made = facts(
      { scientific: 'Anser anser' },
      { scientific: 'Anser zeta' },
      { scientific: 'Anser caerulescens', synonyms: 'Chen caerulescens' },
    );
    overlay(made, [
      { scientific: 'Cygnus', rank: 'genus', parent: 'Anatidae' },
      { scientific: 'Cygnus olor', rank: 'species', parent: 'Cygnus' },
    ]);
    const listed = new Map([
      ['Cygnus olor', 3],
      ['Chen caerulescens', 7],
      ['Anser anser', 9],
    ]);
    const { taxaCsv, synonymsCsv } = assemble(made, [], listed);
    const ids = readTable(taxaCsv, synonymsCsv).taxa.map((taxon) => taxon.id);
    const geese = ['anser', 'anser-caerulescens', 'anser-anser', 'anser-zeta'];
    expect(ids.slice(3)).toEqual(['cygnus', 'cygnus-olor', ...geese]);
  });

  it('keeps the id of a taxon whose scientific name has changed', () => {
    const present = [{ id: 'chen-caerulescens', scientific: 'Chen caerulescens' }];
    const { ids } = assemble(facts({ scientific: 'Anser caerulescens', synonyms: 'Chen caerulescens' }), present);
    expect(ids.get('Anser caerulescens')).toBe('chen-caerulescens');
  });

  it('refuses to lose an id, and a taxon that stands nowhere', () => {
    const present = [{ id: 'anser-anser', scientific: 'Anser anser' }];
    expect(() => assemble(facts(), present)).toThrow('ids are gone: anser-anser');
    const lost = facts();
    overlay(lost, [{ scientific: 'Gruidae', rank: 'family', parent: 'Gruiformes' }]);
    expect(() => assemble(lost, [])).toThrow('Gruidae (in "Gruiformes")');
  });

  it('keeps a 中文名 that another one replaces as a synonym', () => {
    const made = facts({ scientific: 'Anser anser' });
    overlay(made, [{ scientific: 'Anser anser', chinese: '雁' }]);
    overlay(made, [{ scientific: 'Anser anser', chinese: '灰雁' }]);
    expect(made.get('Anser anser')).toMatchObject({ chinese: '灰雁', synonyms: ['雁'] });
  });

  it('maps labels by their scientific names, and names one that it cannot map', () => {
    const taxonOf = (name: string) => (name === 'Anser anser' ? 'anser-anser' : undefined);
    expect(birdLabels(['Anser anser (Goose (Greylag))', 'background'], taxonOf)).toBe(
      'index,label,taxon\n0,Anser anser (Goose (Greylag)),anser-anser\n1,background,-\n',
    );
    expect(() => birdLabels(['Raphus (Dodo)'], taxonOf)).toThrow('line 1: no taxon for "Raphus (Dodo)"');
  });
});
