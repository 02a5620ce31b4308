import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DateTime } from 'luxon';
import { BOM, csvLine, spreadsheetLine } from '../base/csv.ts';
import { RoostError } from '../base/errors.ts';
import { exportSource } from '../box/exporting.ts';
import { leaveCitations } from '../count/record/citations.ts';
import { readStore, type StoreReader } from '../count/store/open.ts';
import { type HalfYear, halfYearOf } from '../count/tally/half-year.ts';
import type { Config } from '../know/config/config.ts';
import { readTide } from '../know/config/tide.ts';
import { ownListing } from '../know/taxonomy/checklist.ts';
import { Places } from '../tell/export/place.ts';
import { compose } from '../tell/report/compose.ts';
import { toCsv } from '../tell/report/csv.ts';
import { toDocx } from '../tell/report/docx.ts';
import { citedIn } from '../tell/report/figures.ts';
import { gather, type ReportSource } from '../tell/report/gather.ts';
import { toHtml } from '../tell/report/html.ts';
import type { SiteTide } from '../tell/report/tide-figures.ts';
import { put, requirePlace } from './put.ts';

/** The command's options as typed. */
export interface ReportCommand {
  readonly lang: 'zh' | 'en';
  readonly format: 'html' | 'docx' | 'csv';
  readonly output?: string;
  /** Address at which readers find the box's API, for links; `publicAddress` in roost.yaml without it. */
  readonly link?: string;
  /** Day of the report, e.g. `2026-07-03`; today without it. */
  readonly date?: string;
  /** Lead what a spreadsheet would take for a formula by an apostrophe, in CSV; so it is where nothing is said. */
  readonly guard?: boolean;
}

/**
 * Writes the report of a half-year, also while the box runs, which is told what the report cites, so that its pictures stay. A file that is there is not written over.
 * @returns path of the file
 * @throws RoostError where the half-year is none or has not begun, the table of tides cannot be read, the file exists, or the disk refuses
 */
export async function report(name: string, box: Config, options: ReportCommand, now: number): Promise<string> {
  const { timeZone } = box.site.site;
  const half = halfYearOf(name, timeZone);
  const { lang, format } = options;
  const style = { ...styleOf(box, options, now), lang };
  const output = resolve(options.output ?? `${half.name}-${lang}.${format}`);
  if (existsSync(output))
    throw new RoostError('report', output, 'it exists', 'Name a new file with --output, or move the old one aside');
  await requirePlace(output);
  const store = readStore(join(box.data, 'roost.db'));
  try {
    const figures = await gather(sourceOf(box, store, half, now), half);
    const document = compose(figures, style);
    await put(
      output,
      format === 'csv'
        ? BOM + toCsv(document, options.guard === false ? csvLine : spreadsheetLine)
        : format === 'html'
          ? await toHtml(document, box.data)
          : await toDocx(document, box.data),
    );
    if (!(await leaveCitations(box.data, half.name, citedIn(figures))))
      process.stderr.write(`${box.data} cannot be written: the box does not learn which visits this report cites\n`);
    return output;
  } finally {
    store.close();
  }
}

/** How the report is written, and who answers for it. */
function styleOf(box: Config, { link, date }: ReportCommand, now: number) {
  const { site, visits, publicAddress, report: by } = box.site;
  const { name, timeZone } = site;
  const day = DateTime.fromISO(date ?? '', { zone: timeZone });
  if (date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(date))
    throw new RoostError('report', `--date ${date}`, 'is no day', 'Write it as 2026-07-03');
  if (date !== undefined && !day.isValid) throw new RoostError('report', `--date ${date}`, 'there is no such day');
  const address = addressOf(link) ?? (publicAddress || undefined);
  return {
    ...{ site: name, timeZone, gapSeconds: visits.gapSeconds, by },
    date: date ?? DateTime.fromMillis(now, { zone: timeZone }).toISODate()!,
    ...(address !== undefined && { link: address }),
  };
}

/** @throws RoostError where a link is no address of the web */
function addressOf(link: string | undefined): string | undefined {
  if (link === undefined || (URL.canParse(link) && /^https?:$/.test(new URL(link).protocol))) return link;
  throw new RoostError('report', `--link ${link}`, 'is no address', 'Write it as https://roost.example.org');
}

/** What the report is made from. */
function sourceOf(box: Config, store: StoreReader, half: HalfYear, now: number): ReportSource {
  const { site, sample, independence, socialTaxa } = box.site;
  const tide = tideOf(box, half);
  const exports = exportSource(box, store, now);
  const query = { ...independence, apart: 'station', basis: 'best', media: false, precise: false } as const;
  return {
    ...{ store, now, sample, data: box.data, timeZone: site.timeZone, social: socialTaxa },
    listed: ownListing(box.checklist) ?? (() => false),
    names: new Map(exports.cameras.map(({ id, name }) => [id, name])),
    stands: (from, to) => new Places(exports, { ...query, from, to }).listed(),
    ...(tide && { tide }),
  };
}

/** The tide of a half-year, and where it is from. */
function tideOf(box: Config, half: HalfYear): SiteTide | undefined {
  const tide = readTide(box, half);
  const { table, constituents = [] } = box.site.site.tide ?? {};
  return (
    tide && { tide, from: table === undefined ? { constituents: constituents.map(({ name }) => name) } : { table } }
  );
}
