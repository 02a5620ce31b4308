import { RoostError } from '../../src/base/errors.ts';
import { type Fact, overlay, type Row, readRows } from './facts.ts';

/** Birds as they are known before they have ids. */
export interface Birds {
  readonly facts: ReadonlyMap<string, Fact>;
  /** The scientific name that stands in the table for each other one. */
  readonly accepted: ReadonlyMap<string, string>;
  /** Scientific names of the birds recorded in China. */
  readonly china: ReadonlySet<string>;
}

/**
 * Joins the shared table of names with the files written by hand, which win. A row under an old name is joined to the
 * row of the accepted name.
 * @param names the shared table
 * @param byHand folder of the files written by hand
 */
export function birds(names: URL, byHand: URL): Birds {
  const hand = (file: string) => readRows(new URL(file, byHand));
  const accepted = new Map(hand('bird-synonyms.csv').map(({ name = '', taxon = '' }) => [name, taxon]));
  // A name of more than two words is a form, a hybrid or a tame kind: no species of the table, but a label may mean it.
  const shared = readRows(names).filter((row) => row.scientificName!.split(' ').length === 2);
  const extra = hand('birds.csv');
  const facts = new Map<string, Fact>();
  overlay(facts, hand('bird-groups.csv').map(byHandRow));
  // Old names first, so that cells of a row under the accepted name replace theirs.
  const isOld = (row: Row) => accepted.has(row.scientificName!);
  for (const row of [...shared.filter(isOld), ...shared.filter((row) => !isOld(row))]) {
    overlay(facts, [speciesRow(row, accepted)]);
  }
  overlay(
    facts,
    extra.map((row) => byHandRow({ ...row, rank: 'species', parent: row.parent || genusOf(row.scientific!) })),
  );
  overlay(
    facts,
    hand('domestic-birds.csv').map((row) => byHandRow({ ...row, rank: 'species' })),
  );
  const listed = hand('china-list-birds.csv').map((row) => ({ ...row, scientificName: row.scientific! }));
  overlay(
    facts,
    listed.map((row) => listedRow({ ...row, rank: 'species', parent: genusOf(row.scientificName) })),
  );
  overlay(facts, genusRows(facts, [...shared, ...listed], hand('bird-genera.csv')));
  // Genera of which no species is in the table: labels of the world's birds mean them.
  const world = hand('bird-world-genera.csv').filter(({ scientific = '' }) => !facts.has(scientific));
  overlay(
    facts,
    world.map((row) => byHandRow({ ...row, rank: 'genus' })),
  );
  overlay(facts, statusRows(facts, hand('bird-status.csv')));
  const named = hand('china-list-names.csv');
  const unknown = [...[...accepted], ...named.map(({ name = '', taxon = '' }) => [name, taxon] as const)].filter(
    ([, taxon]) => !facts.has(taxon),
  );
  if (unknown.length > 0) {
    const pairs = unknown.map(([name, taxon]) => `${name} (${taxon})`).join(', ');
    throw unknownNames('bird-synonyms.csv, china-list-names.csv', pairs);
  }
  for (const [name, taxon] of accepted) overlay(facts, [{ scientific: taxon, synonyms: name }]);
  for (const { name = '', taxon = '' } of named) overlay(facts, [listedRow({ scientific: taxon, synonyms: name })]);
  const china = new Set([
    ...shared.filter((row) => row.onChinaList).map((row) => accepted.get(row.scientificName!) ?? row.scientificName!),
    ...extra.filter((row) => row.china).map((row) => row.scientific!),
    ...listed.map((row) => row.scientificName),
  ]);
  return { facts, accepted, china };
}

function listedRow(row: Row): Row {
  return { ...row, sources: 'China bird lists' };
}

function byHandRow(row: Row): Row {
  return { ...row, sources: row.protection ? 'by hand; China list 2021' : 'by hand' };
}

function speciesRow(row: Row, accepted: ReadonlyMap<string, string>): Row {
  const { scientificName = '', vernacularNameZh = '', vernacularNameEn = '', protectionLevel = '' } = row;
  const scientific = accepted.get(scientificName) ?? scientificName;
  return {
    scientific,
    rank: 'species',
    parent: genusOf(scientific),
    // Some cells of the shared table are set in asterisks.
    chinese: vernacularNameZh.replaceAll('*', ''),
    english: vernacularNameEn,
    protection: protectionLevel,
    sources: protectionLevel ? 'names table; China list 2021' : 'names table',
  };
}

/** The genera that the species stand in, in the family that the shared table or, where it has a row, the hand file names. */
function genusRows(facts: ReadonlyMap<string, Fact>, shared: readonly Row[], byHand: readonly Row[]): Row[] {
  const families = new Map<string, string>();
  for (const { scientificName = '', family } of shared) {
    if (family && family !== 'NA') families.set(genusOf(scientificName), family);
  }
  const written = new Map(byHand.map((row) => [row.scientific, row]));
  const genera = new Set([...facts.values()].flatMap((fact) => (fact.rank === 'species' ? fact.parent : [])));
  return [...genera].map((scientific) => {
    const { parent, chinese = '', english = '' } = written.get(scientific) ?? {};
    return {
      scientific,
      rank: 'genus',
      parent: parent || (families.get(scientific) ?? ''),
      chinese,
      english,
      sources: parent ? 'by hand' : 'names table',
    };
  });
}

/** Categories and residency, each with its source. */
function statusRows(facts: ReadonlyMap<string, Fact>, rows: readonly Row[]): Row[] {
  const unknown = rows.filter(({ scientific = '' }) => !facts.has(scientific)).map((row) => row.scientific);
  if (unknown.length > 0) throw unknownNames('bird-status.csv', unknown.join(', '));
  return rows.map((row) => {
    const sources = [
      ...(row.iucn ? [row.iucnSource || 'IUCN by hand'] : []),
      ...(row.redList ? ['China Red List by hand'] : []),
      ...(row.residency ? ['residency by hand'] : []),
    ];
    return { ...row, sources: sources.join(';') };
  });
}

function unknownNames(file: string, names: string): RoostError {
  return new RoostError('build taxonomy', file, `no such species: ${names}`, 'Add it to birds.csv');
}

function genusOf(scientific: string): string {
  return scientific.split(' ')[0]!;
}
