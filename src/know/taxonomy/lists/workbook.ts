import readWorkbook from 'read-excel-file/node';
import { fromBufferPromise } from 'yauzl';
import { ZipFile as ZipWriter } from 'yazl';
import { messageOf, RoostError } from '../../../base/errors.ts';

/** A table as it stands: rows of cells as text, an empty cell `''`; dates as `YYYY-MM-DD`. */
export interface Grid {
  /** Name of the sheet; undefined for a text file, which is one. */
  readonly sheet?: string;
  readonly rows: readonly (readonly string[])[];
}

/** Most bytes that a workbook may unpack to: some 500,000 records with twenty columns. More is no list of a site, or a trap. */
const MOST = 256 * 1024 * 1024;

/**
 * The sheets of an XLSX file. A formula tells the value that the spreadsheet last gave it.
 * @throws RoostError where it is no XLSX file, is damaged, or unpacks to more than a list of a site holds
 */
export async function readSheets(bytes: Uint8Array, file: string): Promise<Grid[]> {
  const packed = await repacked(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), file);
  try {
    const sheets = await readWorkbook(packed, { trim: true });
    return sheets.map(({ sheet, data }) => ({ sheet, rows: data.map((row) => row.map(cell)) }));
  } catch (cause) {
    throw new RoostError('read records', file, messageOf(cause), 'Open it in a spreadsheet and save it anew', {
      cause,
    });
  }
}

/** The library gives a date as midnight UTC of its day, whatever the zone of the box. */
function cell(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  return value === null || value === undefined ? '' : String(value).trim();
}

/**
 * The XML of a workbook in a zip of our own making. The library believes the sizes that a zip tells of itself, and sets
 * memory aside for them; here each part is unpacked up to a limit first, whatever it says.
 */
async function repacked(bytes: Buffer, file: string): Promise<Buffer> {
  const parts = await unpacked(bytes, file);
  if (!parts.has('xl/workbook.xml')) {
    const names = [...parts.keys()];
    const what = names.some((name) => name.endsWith('.csv')) ? 'is a zip with a CSV in it' : 'is a zip, but no XLSX';
    throw new RoostError(
      'read records',
      file,
      what,
      'Unpack it first, or open it in a spreadsheet and save it as XLSX',
    );
  }
  const writer = new ZipWriter();
  for (const [name, part] of parts) if (part) writer.addBuffer(part, name, { compress: false });
  writer.end();
  const chunks: Buffer[] = [];
  for await (const chunk of writer.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Each part by its name; only XML is unpacked. */
async function unpacked(bytes: Buffer, file: string): Promise<Map<string, Buffer | undefined>> {
  const parts = new Map<string, Buffer | undefined>();
  let left = MOST;
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      if (!/\.(xml|xml\.rels)$/.test(name)) {
        parts.set(name, undefined);
        continue;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        left -= (chunk as Buffer).length;
        if (left < 0)
          throw new RoostError(
            'read records',
            file,
            `unpacks to more than ${MOST >> 20} MB`,
            'Export less of it, or save it as CSV',
          );
        chunks.push(chunk as Buffer);
      }
      parts.set(name, Buffer.concat(chunks));
    }
  } catch (cause) {
    if (cause instanceof RoostError) throw cause;
    throw new RoostError(
      'read records',
      file,
      `is a damaged XLSX file: ${messageOf(cause)}`,
      'Open it in a spreadsheet and save it anew',
      { cause },
    );
  }
  return parts;
}
