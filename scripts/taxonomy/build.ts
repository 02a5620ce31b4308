import { existsSync, readFileSync } from 'node:fs';
import { assemble, csv } from './assemble.ts';
import { birds } from './birds.ts';
import { type Fact, overlay, readRows } from './facts.ts';
import { birdLabels, worldLabels } from './labels.ts';

/** A file of the project and its text. */
export interface Built {
  /** Relative to the project. */
  readonly path: string;
  readonly text: string;
}

const BY_HAND = 'src/know/taxonomy/by-hand/';
const TAXA = 'src/know/taxonomy/data/taxa.csv';

/**
 * Builds the taxonomy's files. The same facts give the same bytes.
 * @param root folder of the project, with a slash behind
 * @param shared folder of the shared facts, with a slash behind
 */
export function buildTaxonomy(root: URL, shared: URL): Built[] {
  const byHand = new URL(BY_HAND, root);
  const hand = (file: string) => readRows(new URL(file, byHand));
  const aves = birds(new URL('data/birds.csv', shared), byHand);
  const facts = new Map<string, Fact>(aves.facts);
  overlay(facts, hand('birds-extra.csv'));
  overlay(facts, hand('mammals.csv'));
  const present = existsSync(new URL(TAXA, root)) ? readRows(new URL(TAXA, root)) : [];
  const world = readRows(new URL('data/birds_world.csv', shared)).map((row) => row.scientificName!);
  const listed = new Map(world.map((name, index) => [name, index]));
  // A genus without a species in the table stands where the list has the first of its own.
  for (const { scientific = '' } of hand('bird-world-genera.csv'))
    listed.set(
      scientific,
      world.findIndex((name) => name.startsWith(`${scientific} `)),
    );
  const { taxaCsv, synonymsCsv, ids } = assemble(facts, present, listed);

  const forms = new Map(hand('bird-labels.csv').map(({ name, taxon }) => [name, taxon]));
  const lines = readFileSync(new URL('models/inat_bird_labels.txt', shared), 'utf8').trimEnd().split('\n');
  const labels = birdLabels(lines, (name) => ids.get(forms.get(name) ?? aves.accepted.get(name) ?? name));

  const former = new Map(
    [...facts.values()].flatMap(({ scientific, synonyms }) => synonyms.map((name) => [name, scientific])),
  );
  const placed = new Map(hand('world-labels.csv').map(({ name = '', taxon = '' }) => [name, taxon]));
  const osea = worldLabels(world, (name) => ids.get(facts.has(name) ? name : (former.get(name) ?? '')), placed);

  const china = [...aves.china, ...hand('china-mammals.csv').map((row) => row.scientific!)].map(
    (name) => ids.get(name) ?? name,
  );
  const order = new Map([...ids.values()].map((id, index) => [id, index]));
  china.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return [
    { path: TAXA, text: taxaCsv },
    { path: 'src/know/taxonomy/data/synonyms.csv', text: synonymsCsv },
    { path: 'src/know/taxonomy/data/regions/china.csv', text: csv([['taxon'], ...china.map((id) => [id])]) },
    { path: 'models/labels/mobilenet-v2-inat-bird.csv', text: labels },
    { path: 'models/labels/osea.csv', text: osea },
  ];
}
