import type { VisitFilter, VisitPlace } from '../../count/store/visit-list.ts';
import type { Range } from '../../count/tally/effort-rows.ts';
import type { LineQuery } from '../../count/tally/presence-line.ts';
import type { RecordsQuery } from '../../count/tally/records.ts';
import type { TallyQuery } from '../../count/tally/tally.ts';

/** Narrows what is told to one camera, and to a taxon of any rank with all within it. */
interface Narrowed {
  readonly camera?: string | undefined;
  readonly taxon?: string | undefined;
}

/** Which visits to list. */
export interface VisitsAsked extends Omit<VisitFilter, 'taxa' | 'except' | 'hour'> {
  /** Of this taxon or any within it. */
  readonly taxon?: string;
  /** Only domestic animals, or only others. */
  readonly domestic?: boolean;
  /** Only what is nationally protected: at this level, or at any (`true`). */
  readonly protection?: true | 1 | 2;
  /** Hour of the day on the site's clock, 0 to 23. */
  readonly hour?: number;
}

/** Which page of a queue: `waiting` leaves out what nobody needs to look at any more. */
export interface QueueWindow {
  readonly waiting: boolean;
  readonly limit: number;
  readonly after?: VisitPlace | undefined;
}

/** Which tallies, on the site's clock. */
export type TalliesAsked = Omit<TallyQuery, 'zone' | 'cameras' | 'within'> & Narrowed;

/** Which presence by ten minutes, on the site's clock. */
export type PresenceAsked = Omit<LineQuery, 'zone' | 'cameras' | 'within'> & Narrowed;

/** Which effort, on the site's clock. */
export type EffortAsked = Omit<Range, 'zone' | 'cameras'> & Pick<Narrowed, 'camera'>;

/** Which independent records. */
export interface RecordsAsked
  extends Omit<RecordsQuery, 'zone' | 'cameras' | 'taxa' | 'stations' | 'intervalMinutes'>,
    Narrowed {
  /** Minutes. */
  readonly interval: number;
  /** What is judged together. */
  readonly apart: 'station' | 'camera';
  /** Only domestic animals, or only others. */
  readonly domestic?: boolean | undefined;
}

/** Which records are exported, and with what: see `ExportQuery`. */
export interface ExportAsked extends Omit<RecordsAsked, keyof Narrowed | 'domestic'> {
  readonly media: boolean;
  readonly precise: boolean;
  readonly guard?: boolean;
  readonly occasionDays?: number;
}

/** How a report is asked for. */
export interface ReportAsked {
  readonly lang: 'zh' | 'en';
  readonly format: 'html' | 'docx' | 'csv';
}
