import { parse } from 'csv-parse/sync';
import { RANKS, type Rank } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import {
  CATEGORIES,
  type Category,
  DOMESTIC,
  type Protection,
  RESIDENCIES,
  type Residency,
  type Taxon,
} from './taxon.ts';

/** The taxonomy as it is read: its taxa in the order of the table, and which taxon each other name means. */
export interface Table {
  readonly taxa: readonly Taxon[];
  /** Other names, scientific and 中文, to ids. */
  readonly synonyms: ReadonlyMap<string, string>;
}

type Row = Readonly<Record<string, string>>;

const OPERATION = 'read taxonomy';
const HINT = 'Run scripts/build-taxonomy.ts again';

/**
 * Reads and checks the table of taxa and its synonyms, each the text of a CSV file with a header.
 * @throws RoostError naming file and line for an id that is given twice, an unknown parent, a parent that is not
 *   exactly one rank above, a value that no column knows, a domestic animal under protection, or a synonym of an unknown taxon
 */
export function readTable(taxaCsv: string, synonymsCsv: string): Table {
  const taxa = new Map<string, Taxon>();
  rows(taxaCsv).forEach((row, index) => {
    const subject = `taxa.csv:${index + 2}`;
    const taxon = taxonOf(row, subject);
    if (taxa.has(taxon.id)) throw new RoostError(OPERATION, subject, `the id ${taxon.id} is given twice`, HINT);
    taxa.set(taxon.id, taxon);
  });
  [...taxa.values()].forEach((taxon, index) => {
    checkParent(taxon, taxa, `taxa.csv:${index + 2}`);
  });
  const synonyms = new Map<string, string>();
  rows(synonymsCsv).forEach((row, index) => {
    const { name = '', taxon = '' } = row;
    const subject = `synonyms.csv:${index + 2}`;
    if (!taxa.has(taxon)) throw new RoostError(OPERATION, subject, `"${name}" means an unknown taxon, ${taxon}`, HINT);
    if (synonyms.has(name)) throw new RoostError(OPERATION, subject, `"${name}" is given twice`, HINT);
    synonyms.set(name, taxon);
  });
  return { taxa: Object.freeze([...taxa.values()]), synonyms };
}

function rows(csv: string): Row[] {
  return parse(csv, { columns: true, bom: true, skip_empty_lines: true });
}

function taxonOf(row: Row, subject: string): Taxon {
  const { id = '', scientific = '', parent, chinese, english, note } = row;
  if (!id || !scientific) throw new RoostError(OPERATION, subject, 'id or scientific name is missing', HINT);
  const oneOf = <T extends string>(column: string, known: readonly T[], value: string): T => {
    const found = known.find((candidate) => candidate === value);
    if (!found) throw new RoostError(OPERATION, subject, `${column} "${value}" is none of ${known.join(', ')}`, HINT);
    return found;
  };
  const category = (column: 'iucn' | 'redList'): { [name in typeof column]?: Category } =>
    row[column] ? { [column]: oneOf(column, CATEGORIES, row[column]) } : {};
  if (row.domestic && row.protection)
    throw new RoostError(OPERATION, subject, `${id} is domestic and protected: only wild animals are protected`, HINT);
  return Object.freeze({
    id,
    rank: oneOf<Rank>('rank', RANKS, row.rank ?? ''),
    ...(parent && { parent }),
    scientific,
    ...(chinese && { chinese }),
    ...(english && { english }),
    ...(row.protection && {
      protection: Number(oneOf('protection', ['1', '2'], row.protection)) as Protection,
    }),
    ...(note && { note }),
    ...(row.domestic && { domestic: oneOf('domestic', DOMESTIC, row.domestic) }),
    ...category('iucn'),
    ...category('redList'),
    ...(row.residency && {
      residency: listed(row.residency).map((value) => oneOf<Residency>('residency', RESIDENCIES, value)),
    }),
    sources: listed(row.sources ?? ''),
  });
}

/** The values of a cell that holds several, parted by semicolons. */
function listed(cell: string): readonly string[] {
  return Object.freeze(
    cell
      .split(';')
      .map((value) => value.trim())
      .filter(Boolean),
  );
}

function checkParent({ id, rank, parent }: Taxon, taxa: ReadonlyMap<string, Taxon>, subject: string): void {
  const above = RANKS[RANKS.indexOf(rank) - 1];
  const found = parent === undefined ? undefined : taxa.get(parent);
  if (parent !== undefined && !found) {
    throw new RoostError(OPERATION, subject, `the parent of ${id}, ${parent}, is unknown`, HINT);
  }
  if (found?.rank !== above) {
    const wanted = above ? `its parent must be of rank ${above}, not ${found?.rank ?? 'missing'}` : 'it has no parent';
    throw new RoostError(OPERATION, subject, `${id} is a ${rank}: ${wanted}`, HINT);
  }
}
