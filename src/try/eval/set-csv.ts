import { parse } from 'csv-parse/sync';
import type { Box } from '../../base/domain.ts';
import { messageOf, RoostError } from '../../base/errors.ts';

/** One line of a set's CSV, its names not yet understood. */
export interface SetRow {
  /** As written: relative to the CSV, or absolute. */
  readonly file: string;
  readonly taxon: string;
  /** Fractions of the picture, or pixels. */
  readonly box?: { readonly unit: 'fraction' | 'pixel'; readonly box: Box };
  readonly count?: number;
  /** What is wrong with the line; then it must not be used. */
  readonly problem?: string;
}

/**
 * Reads a set's CSV: a header with `file` and `taxon`, and `box` and `count` where they are known. A box is four numbers
 * (`x y w h`, or as JSON `[x, y, w, h]`): fractions if none is above 1, else pixels. UTF-8 with or without a byte-order
 * mark; bytes that are no UTF-8 are taken for GB 18030, which Chinese spreadsheets write.
 * @param name the CSV's name in messages
 * @throws RoostError where it is no CSV, or lacks a column
 */
export function readSetCsv(bytes: Uint8Array, name: string): SetRow[] {
  let rows: Readonly<Record<string, string>>[];
  try {
    rows = parse(decode(bytes), {
      bom: true,
      columns: (header: string[]) => header.map((column) => column.trim().toLowerCase()),
      trim: true,
      skip_empty_lines: true,
    }) as typeof rows;
  } catch (cause) {
    throw new RoostError('read set', name, messageOf(cause), 'Save it as CSV, UTF-8, with commas', { cause });
  }
  const [first] = rows;
  if (!first) throw new RoostError('read set', name, 'holds no line below its header', HEADER);
  const missing = ['file', 'taxon'].filter((column) => !(column in first));
  if (missing.length > 0) throw new RoostError('read set', name, `has no column ${missing.join(' and ')}`, HEADER);
  return rows.map(rowOf);
}

const HEADER = 'Its first line must be file,taxon or file,taxon,box,count';

function decode(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.includes('\ufffd') ? new TextDecoder('gb18030').decode(bytes) : text;
}

function rowOf({ file = '', taxon = '', box = '', count = '' }: Readonly<Record<string, string>>): SetRow {
  const row = { file, taxon };
  if (!file) return { ...row, problem: 'names no file' };
  if (!taxon) return { ...row, problem: 'names no taxon; write blank where there is no animal' };
  const parsed = box ? boxOf(box) : undefined;
  if (box && !parsed)
    return {
      ...row,
      problem: `box "${box}" is not four numbers x y w h: all fractions up to 1, or all pixels, w and h above 0`,
    };
  if (count && !/^\d+$/.test(count)) return { ...row, problem: `count "${count}" is no whole number` };
  return { ...row, ...(parsed ? { box: parsed } : {}), ...(count ? { count: Number(count) } : {}) };
}

function boxOf(text: string): SetRow['box'] | undefined {
  const numbers = text
    .replace(/^\[|\]$/g, '')
    .trim()
    .split(/[\s,;]+/)
    .map(Number);
  const [x, y, w, h] = numbers as [number, number, number, number];
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || x < 0 || y < 0 || w <= 0 || h <= 0) return undefined;
  const pixels = Math.max(...numbers) > 1;
  // Less than a pixel wide it is neither pixels nor fractions.
  if (pixels && Math.min(w, h) < 1) return undefined;
  return { unit: pixels ? 'pixel' : 'fraction', box: { x, y, w, h } };
}
