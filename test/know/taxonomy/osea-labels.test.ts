import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { findModel, readCatalog } from '../../../src/know/models/catalog.ts';
import { labelsOf } from '../../../src/know/models/labels.ts';
import { regionList } from '../../../src/know/taxonomy/regions.ts';
import { findTaxon, isWithin, taxonById } from '../../../src/know/taxonomy/taxa.ts';
import { shared } from '../../shared.ts';

const LABELS = 10_964;
const OUTPUTS = 11_000;
const model = findModel(await readCatalog(), 'classify', 'osea-dib10k');
const labels = await labelsOf(model, '/nowhere');
const rows: { label: string; taxon: string }[] = parse(
  readFileSync(new URL('../../../models/labels/osea.csv', import.meta.url), 'utf8'),
  { columns: true },
);
/** Species of China that the list does not part from what they were split from; see models/labels/README.md. */
const UNSPLIT = 17;

describe('the labels of OSEA', () => {
  it('are one for each output but the last 36, and all of them birds', () => {
    expect(labels).toHaveLength(OUTPUTS);
    expect(labels.slice(LABELS)).toEqual(Array(OUTPUTS - LABELS).fill(undefined));
    expect(labels.slice(0, LABELS).filter((id) => !id || !isWithin(id, 'aves'))).toEqual([]);
  });

  it('mean a species, or the genus where the table has no such species; one only an order', () => {
    const ranks = new Map<string, number>();
    for (const id of labels.slice(0, LABELS)) {
      const { rank } = taxonById(id!)!;
      ranks.set(rank, (ranks.get(rank) ?? 0) + 1);
    }
    expect(Object.fromEntries(ranks)).toEqual({ species: 2227, genus: 8736, order: 1 });
  });

  it('mean what their names mean, also where the table holds two of them for one species', () => {
    const wrong = rows.filter(({ label, taxon }) => {
      const named = findTaxon(label) ?? findTaxon(label.split(' ')[0]!);
      return named ? named.id !== taxon : label !== 'Graueria vittata';
    });
    expect(wrong).toEqual([]);
  });

  it('know the birds of China as species, but for those that were split off since', () => {
    const known = new Set(labels);
    const birds = regionList('china').taxa.filter((id) => isWithin(id, 'aves'));
    expect(birds.filter((id) => !known.has(id))).toHaveLength(UNSPLIT);
    expect(birds.length - UNSPLIT).toBeGreaterThanOrEqual(1400);
    for (const name of ['黄胸鹀', '东方白鹳', '黑脸琵鹭', '白头鹎', '震旦鸦雀'])
      expect(known).toContain(findTaxon(name)!.id);
  });

  it('stand in families where their genus belongs', () => {
    const family = (label: string) => {
      const { taxon } = rows.find((row) => row.label === label)!;
      return taxonById(taxonById(taxon)!.parent!)!.scientific;
    };
    // The first and last genera of runs in the list, and those that stand apart.
    const belongs = {
      'Apteryx australis': 'Apterygidae',
      'Psophia crepitans': 'Psophiidae',
      'Chionis albus': 'Chionidae',
      'Todus multicolor': 'Todidae',
      'Colius striatus': 'Coliidae',
      'Sapayoa aenigma': 'Sapayoidae',
      'Pipra filicauda': 'Pipridae',
      'Batis capensis': 'Platysteiridae',
      'Paradisaea apoda': 'Paradisaeidae',
      'Buphagus africanus': 'Buphagidae',
      'Promerops cafer': 'Promeropidae',
      'Phaenicophilus palmarum': 'Phaenicophilidae',
    };
    expect(Object.fromEntries(Object.keys(belongs).map((label) => [label, family(label)]))).toEqual(belongs);
  });
});

describe.skipIf(!shared('models/osea_labels.txt'))('the published label file of OSEA', () => {
  const text = (path: string) => readFileSync(shared(path)!, 'utf8');

  it('has the order of ours, and every bird of the list of China as a species', () => {
    const lines = text('models/osea_labels.txt').trim().split(/\r?\n/);
    expect(rows.map(({ label }) => label)).toEqual(lines.map((line) => line.trim()));
    const facts: { scientificName: string; onChinaList: string }[] = parse(text('data/birds.csv'), { columns: true });
    const china = facts.filter(({ onChinaList }) => onChinaList).map(({ scientificName }) => scientificName);
    expect(china).toHaveLength(1400);
    const at = new Map(lines.map((name, i) => [name.trim(), i]));
    const wrong = china.filter((name) => {
      const id = labels[at.get(name) ?? OUTPUTS];
      return id === undefined || taxonById(id)!.rank !== 'species' || findTaxon(name)!.id !== id;
    });
    expect(wrong).toEqual([]);
  });
});
