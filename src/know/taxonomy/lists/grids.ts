import { parse } from 'csv-parse/sync';
import { messageOf, RoostError } from '../../../base/errors.ts';
import { decode } from './text.ts';
import { type Grid, readSheets } from './workbook.ts';

const ZIP = [0x50, 0x4b];
/** What Office wrote before 2007, and what it writes with a password. */
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * The tables of a file, by what its bytes are and not by its ending: the sheets of an XLSX, or one of text with commas,
 * semicolons or tabs.
 * @throws RoostError where it is empty, or is neither
 */
export async function readGrids(bytes: Uint8Array, file: string): Promise<Grid[]> {
  const begins = (mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte);
  const refuse = (what: string, hint: string) => new RoostError('read records', file, what, hint);
  if (bytes.length === 0) throw refuse('is empty: it holds no line', 'Export it again');
  if (begins(ZIP)) return readSheets(bytes, file);
  if (begins(OLD_OFFICE))
    throw refuse(
      'is an Excel file of before 2007 (.xls), or one with a password',
      'Save it as XLSX, without a password',
    );
  const text = decode(bytes, file);
  if (/^\s*<(!doctype|html|\?xml|table)/i.test(text))
    throw refuse('is a page of HTML or XML, whatever its name says', 'Open it in a spreadsheet and save it as XLSX');
  return [{ rows: cellsOf(text, file) }];
}

function cellsOf(text: string, file: string): string[][] {
  const delimiter = delimiterOf(text);
  try {
    return parse(text, {
      delimiter,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
    }) as string[][];
  } catch (cause) {
    throw new RoostError('read records', file, messageOf(cause), 'Save it as XLSX, or as CSV in UTF-8', { cause });
  }
}

/** The mark that most of the first lines have, the most often: lines of a title above the header have none. */
function delimiterOf(text: string): string {
  const head = text.split(/\r\n|\r|\n/, 40);
  const most = (mark: string) => Math.max(...head.map((line) => line.split(mark).length - 1));
  return [',', ';', '\t'].reduce((best, mark) => (most(mark) > most(best) ? mark : best));
}
