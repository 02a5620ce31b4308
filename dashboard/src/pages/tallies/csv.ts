import type { Taxon } from '../../api/types.ts';
import type { Figures } from './figures.ts';

/** What a table is called in the language that is shown. */
export interface CsvWords {
  readonly taxon: string;
  readonly effort: string;
  name(taxon: Taxon): string;
  /** The day of the site of a time, e.g. 2026-05-01. */
  day(at: string): string;
}

/** The table as CSV (RFC 4180), with the scientific name of each taxon beside the one that is shown. What begins like a formula is quoted as text. */
export function csvOf({ periods, effortDays, rows }: Figures, said: CsvWords): string {
  const cell = (value: string | number | null) => {
    const text = String(value ?? '');
    const safe = typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [
    [said.taxon, 'scientificName', ...periods.map(said.day)],
    ...rows.map(({ taxon, values }) => [said.name(taxon), taxon.scientific, ...values]),
    [said.effort, '', ...effortDays],
  ];
  return `${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
