import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BOM, csvLine, spreadsheetLine } from '../base/csv.ts';
import { RoostError } from '../base/errors.ts';
import { readStore } from '../count/store/open.ts';
import { type HalfYear, halfYearOf } from '../count/tally/half-year.ts';
import type { Config } from '../know/config/config.ts';
import { readTide } from '../know/config/tide.ts';
import { ownListing } from '../know/taxonomy/checklist.ts';
import { compose } from '../tell/report/compose.ts';
import { toCsv } from '../tell/report/csv.ts';
import { toDocx } from '../tell/report/docx.ts';
import { gather } from '../tell/report/gather.ts';
import { toHtml } from '../tell/report/html.ts';
import type { SiteTide } from '../tell/report/tide-figures.ts';
import { put, requirePlace } from './put.ts';

/** The command's options as typed. */
export interface ReportCommand {
  readonly lang: 'zh' | 'en';
  readonly format: 'html' | 'docx' | 'csv';
  readonly output?: string;
  /** Address of the box's API, for links. */
  readonly link?: string;
  /** Lead what a spreadsheet would take for a formula by an apostrophe, in CSV; so it is where nothing is said. */
  readonly guard?: boolean;
}

/**
 * Writes the report of a half-year, also while the box runs. A file that is there is not written over.
 * @returns path of the file
 * @throws RoostError where the half-year is none or has not begun, the table of tides cannot be read, the file exists, or the disk refuses
 */
export async function report(name: string, box: Config, options: ReportCommand, now: number): Promise<string> {
  const { site, visits, api } = box.site;
  const { timeZone } = site;
  const half = halfYearOf(name, timeZone);
  const { lang, format } = options;
  const output = resolve(options.output ?? `${half.name}-${lang}.${format}`);
  if (existsSync(output))
    throw new RoostError('report', output, 'it exists', 'Name a new file with --output, or move the old one aside');
  await requirePlace(output);
  const store = readStore(join(box.data, 'roost.db'));
  try {
    const listed = ownListing(box.checklist) ?? (() => false);
    const tide = tideOf(box, half);
    const source = { store, timeZone, listed, now, sample: box.site.sample, ...(tide && { tide }) };
    const figures = await gather(source, half);
    const link = (options.link ?? `http://${api.host}:${api.port}`).replace(/\/+$/, '');
    const document = compose(figures, { lang, link, site: site.name, timeZone, gapSeconds: visits.gapSeconds });
    await put(
      output,
      format === 'csv'
        ? BOM + toCsv(document, options.guard === false ? csvLine : spreadsheetLine)
        : format === 'html'
          ? await toHtml(document, box.data)
          : await toDocx(document, box.data),
    );
    return output;
  } finally {
    store.close();
  }
}

/** The tide of a half-year, and where it is from. */
function tideOf(box: Config, half: HalfYear): SiteTide | undefined {
  const tide = readTide(box, half);
  const { table, constituents = [] } = box.site.site.tide ?? {};
  return (
    tide && { tide, from: table === undefined ? { constituents: constituents.map(({ name }) => name) } : { table } }
  );
}
