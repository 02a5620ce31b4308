import { DateTime } from 'luxon';
import { BOM, csvLine, spreadsheetLine } from '../base/csv.ts';
import { leaveCitations } from '../count/record/citations.ts';
import { type HalfYear, halfYearOf } from '../count/tally/half-year.ts';
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
import type { ReportAsked } from '../tell/server/deps.ts';
import { exportSource } from './exporting.ts';
import type { Readable, ReadConfig } from './read-config.ts';

/** How a report is written. */
export interface ReportStyle extends Pick<ReportAsked, 'lang' | 'format'> {
  /** Address at which readers find the box's API, for links; `publicAddress` in roost.yaml without it. */
  readonly link?: string | undefined;
  /** Day of the report, e.g. `2026-07-03`; today without it. */
  readonly date?: string | undefined;
  /** False: leave what a spreadsheet would take for a formula as it is, in CSV. */
  readonly guard?: boolean | undefined;
}

/** A report, and whether the box learns what it cites, so that its pictures stay. */
export interface MadeReport {
  readonly report: string | Uint8Array;
  readonly citationsLeft: boolean;
}

/**
 * The report of a half-year, and leaves for the box that keeps the database what it cites.
 * @param name e.g. `2026H1`
 * @throws RoostError (`report`) where the half-year is none or has not begun, or the table of tides cannot be read
 */
export async function madeReport(
  box: ReadConfig,
  store: Readable,
  name: string,
  { lang, format, link, date, guard }: ReportStyle,
  now: number,
): Promise<MadeReport> {
  const { site, visits, publicAddress, report: by } = box.site;
  const half = halfYearOf(name, site.timeZone);
  const figures = await gather(sourceOf(box, store, half, now), half);
  const address = link ?? (publicAddress || undefined);
  const document = compose(figures, {
    ...{ site: site.name, timeZone: site.timeZone, gapSeconds: visits.gapSeconds, by, lang },
    date: date ?? DateTime.fromMillis(now, { zone: site.timeZone }).toISODate()!,
    ...(address !== undefined && { link: address }),
  });
  const report =
    format === 'csv'
      ? BOM + toCsv(document, guard === false ? csvLine : spreadsheetLine)
      : format === 'html'
        ? await toHtml(document, box.data)
        : await toDocx(document, box.data);
  return { report, citationsLeft: await leaveCitations(box.data, half.name, citedIn(figures)) };
}

/** What the report is made from. */
function sourceOf(box: ReadConfig, store: Readable, half: HalfYear, now: number): ReportSource {
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
function tideOf(box: ReadConfig, half: HalfYear): SiteTide | undefined {
  const tide = readTide(box, half);
  const { table, constituents = [] } = box.site.site.tide ?? {};
  return (
    tide && { tide, from: table === undefined ? { constituents: constituents.map(({ name }) => name) } : { table } }
  );
}
