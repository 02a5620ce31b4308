import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** One row of a CSV file, by the names in its header. */
export type Row = Readonly<Record<string, string>>;

/** What is known of a taxon before it has an id: cells as text, empty where nothing is known. */
export interface Fact {
  readonly scientific: string;
  readonly rank: string;
  /** Scientific name of the taxon one rank above. */
  readonly parent: string;
  readonly chinese: string;
  readonly english: string;
  readonly protection: string;
  readonly note: string;
  readonly domestic: string;
  readonly iucn: string;
  readonly redList: string;
  readonly residency: string;
  readonly synonyms: readonly string[];
  readonly sources: readonly string[];
}

const EMPTY: Omit<Fact, 'scientific'> = {
  rank: '',
  parent: '',
  chinese: '',
  english: '',
  protection: '',
  note: '',
  domestic: '',
  iucn: '',
  redList: '',
  residency: '',
  synonyms: [],
  sources: [],
};

/** Rows of a CSV file with a header. */
export function readRows(file: URL): Row[] {
  return parse(readFileSync(file, 'utf8'), { columns: true, bom: true, skip_empty_lines: true });
}

/** The values of a cell that holds several, parted by semicolons. */
function listed(cell: string | undefined): string[] {
  return (cell ?? '').split(';').flatMap((value) => value.trim() || []);
}

/** Adds rows to facts: filled cells replace what was known, synonyms and sources are added to it. */
export function overlay(facts: Map<string, Fact>, rows: readonly Row[]): void {
  for (const { scientific = '', synonyms, sources, ...cells } of rows) {
    const known = facts.get(scientific) ?? { ...EMPTY, scientific };
    const filled = Object.fromEntries(Object.entries(cells).filter(([column, cell]) => column in EMPTY && cell));
    facts.set(scientific, {
      ...known,
      ...filled,
      synonyms: [...new Set([...known.synonyms, ...listed(synonyms), ...replaced(known, cells)])],
      sources: [...new Set([...known.sources, ...listed(sources)])],
    });
  }
}

/** A 中文名 that gives way to another one stays as a synonym. */
function replaced(known: Fact, { chinese }: Row): string[] {
  return chinese && known.chinese && chinese !== known.chinese ? [known.chinese] : [];
}
