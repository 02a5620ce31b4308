import { describe, expect, it } from 'vitest';
import { readSpeciesNetLabels } from '../../../src/know/models/speciesnet.ts';
import { findTaxon, taxonById } from '../../../src/know/taxonomy/taxa.ts';

const line = (names: string) => `00000000-0000-4000-8000-000000000000;${names}`;

describe('readSpeciesNetLabels', () => {
  it('finds species, genera and wider taxa by their scientific names', () => {
    const { labels, widened } = readSpeciesNetLabels(
      [
        line('aves;galliformes;phasianidae;lophura;nycthemera;silver pheasant'),
        line('mammalia;carnivora;canidae;vulpes;;vulpes species'),
        line('aves;gruiformes;rallidae;;;rallidae family'),
        line('mammalia;cetartiodactyla;;;;even-toed ungulate'),
        line('aves;;;;;bird'),
        '',
      ].join('\r\n'),
      findTaxon,
    );
    expect(labels.map((id) => id && taxonById(id)!.scientific)).toEqual([
      'Lophura nycthemera',
      'Vulpes',
      'Rallidae',
      'Artiodactyla',
      'Aves',
    ]);
    expect(widened).toEqual([]);
  });

  it('widens what is not known here to what is, and says so', () => {
    const unknown = line('aves;passeriformes;no-family;no-genus;nobody;nobody at all');
    const { labels, widened } = readSpeciesNetLabels(unknown, findTaxon);
    expect(labels.map((id) => taxonById(id!)!.scientific)).toEqual(['Passeriformes']);
    expect(widened).toEqual([{ label: unknown, taxon: labels[0] }]);
  });

  it('takes what is no bird, no mammal, or a person for background, each in its place', () => {
    const lines = [
      line(';;;;;blank'),
      line(';;;;;vehicle'),
      line('mammalia;primates;hominidae;homo;sapiens;human'),
      line('reptilia;squamata;agamidae;;;agamidae family'),
      line('aves;;;;;bird'),
    ];
    const { labels } = readSpeciesNetLabels(lines.join('\n'), findTaxon);
    expect(labels.map((id) => id !== undefined)).toEqual([false, false, false, false, true]);
  });

  it('takes the number of the output behind a label, and refuses what is out of order or no label', () => {
    const bird = line('aves;;;;;bird');
    const read = (...lines: string[]) => readSpeciesNetLabels(lines.join('\n'), findTaxon).labels;
    expect(read(`${bird},0`, `${bird},1`)).toEqual(['aves', 'aves']);
    expect(() => read(`${bird},0`, `${bird},2`)).toThrow(/output 1, .*another output/);
    expect(() => read(bird, 'silver pheasant')).toThrow(/output 1, "silver pheasant": it is not uuid;class/);
  });

  it('does not take a taxon of another rank that happens to share the name', () => {
    const find = (name: string) =>
      name === 'aves'
        ? { id: 'aves', rank: 'class' as const }
        : name === 'x'
          ? { id: 'x', rank: 'genus' as const }
          : undefined;
    expect(readSpeciesNetLabels(line('aves;x;;;;x order'), find).labels).toEqual(['aves']);
  });
});
