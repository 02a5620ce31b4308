import { RANKS } from '../../src/base/domain.ts';
import { RoostError } from '../../src/base/errors.ts';
import type { Fact, Row } from './facts.ts';

/** The columns of `taxa.csv`. */
const COLUMNS = [
  'id',
  'rank',
  'parent',
  'scientific',
  'chinese',
  'english',
  'protection',
  'note',
  'domestic',
  'iucn',
  'redList',
  'residency',
  'sources',
];

/** The taxonomy's files as text, and the id of each scientific name. */
export interface Assembled {
  readonly taxaCsv: string;
  readonly synonymsCsv: string;
  readonly ids: ReadonlyMap<string, string>;
}

/**
 * Gives ids and puts the facts in order: class by class, each taxon before those in it; orders and families as the
 * facts come, genera and species as a list has them, and then those that it lacks by name.
 * @param present rows of the present table: an id that was given is kept, also where the scientific name has become a synonym
 * @param listed scientific names of species, also former ones, to their place in the list
 */
export function assemble(
  facts: ReadonlyMap<string, Fact>,
  present: readonly Row[],
  listed: ReadonlyMap<string, number> = new Map(),
): Assembled {
  const ids = giveIds(facts, present);
  const children = new Map<string, Fact[]>();
  for (const fact of facts.values()) children.set(fact.parent, [...(children.get(fact.parent) ?? []), fact]);
  const places = new Map<string, number>();
  for (const fact of facts.values()) {
    const known = [fact.scientific, ...fact.synonyms].map((name) => listed.get(name)).filter((at) => at !== undefined);
    // A genus stands where the first of its species does.
    for (const name of [fact.scientific, fact.parent])
      places.set(name, Math.min(places.get(name) ?? Number.POSITIVE_INFINITY, ...known));
  }
  const byPlace = (a: Fact, b: Fact) => {
    const [first, second] = [places.get(a.scientific)!, places.get(b.scientific)!];
    return first === second ? byName(a, b) : first - second;
  };
  const ordered: Fact[] = [];
  const visit = (fact: Fact) => {
    ordered.push(fact);
    const below = [...(children.get(fact.scientific) ?? [])];
    if (RANKS.indexOf(fact.rank as (typeof RANKS)[number]) >= RANKS.indexOf('family')) below.sort(byPlace);
    below.forEach(visit);
  };
  for (const top of children.get('') ?? []) visit(top);
  const lost = [...facts.values()].filter((fact) => !ordered.includes(fact));
  if (lost.length > 0) {
    const names = lost.map((fact) => `${fact.scientific} (in "${fact.parent}")`).join(', ');
    throw new RoostError(
      'build taxonomy',
      'facts',
      `stand in no known taxon: ${names}`,
      'Place them in a file by hand',
    );
  }
  return { taxaCsv: taxaCsv(ordered, ids), synonymsCsv: synonymsCsv(ordered, ids), ids };
}

function giveIds(facts: ReadonlyMap<string, Fact>, present: readonly Row[]): Map<string, string> {
  const given = new Map(present.map((row) => [row.scientific!, row.id!]));
  const ids = new Map<string, string>();
  for (const { scientific, synonyms } of facts.values()) {
    const known = [scientific, ...synonyms].find((name) => given.has(name));
    ids.set(scientific, known === undefined ? slug(scientific) : given.get(known)!);
  }
  const used = new Set(ids.values());
  const gone = [...given.values()].filter((id) => !used.has(id));
  if (gone.length > 0) {
    throw new RoostError(
      'build taxonomy',
      'taxa.csv',
      `ids are gone: ${gone.join(', ')}`,
      'Keep the old names as synonyms',
    );
  }
  return ids;
}

/** The id of a taxon whose name is new. */
function slug(scientific: string): string {
  return scientific.toLowerCase().replaceAll(' ', '-');
}

function taxaCsv(facts: readonly Fact[], ids: ReadonlyMap<string, string>): string {
  const lines = facts.map(({ sources, ...fact }) => {
    const cells: Row = {
      ...fact,
      synonyms: '',
      id: ids.get(fact.scientific)!,
      parent: ids.get(fact.parent) ?? '',
      sources: sources.join('; '),
    };
    return COLUMNS.map((column) => cells[column] ?? '');
  });
  return csv([COLUMNS, ...lines]);
}

function synonymsCsv(facts: readonly Fact[], ids: ReadonlyMap<string, string>): string {
  // A name that another species has by now is that one's: 大山雀 was Parus major, and is the one of eastern Asia.
  const now = new Set(facts.flatMap(({ rank, chinese }) => (rank === 'species' ? chinese : [])));
  const lines = facts.flatMap(({ scientific, synonyms }) =>
    synonyms.filter((name) => !now.has(name)).map((name) => [name, ids.get(scientific)!]),
  );
  return csv([['name', 'taxon'], ...lines.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))]);
}

/** Rows as CSV: cells that hold a comma or a quote are quoted. */
export function csv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

function byName(a: Fact, b: Fact): number {
  return a.scientific < b.scientific ? -1 : 1;
}
