import type { Basis, Cause } from '../../base/domain.ts';

/** Which independent records. */
export interface RecordsFilter {
  readonly from: number;
  readonly to: number;
  /** Minutes. */
  readonly interval: number;
  readonly compare: 'lastIndependentRecord' | 'lastRecord';
  readonly apart: 'station' | 'camera';
  readonly basis: Basis;
  readonly camera?: string | undefined;
  readonly taxon?: string | undefined;
}

/** Which records are exported, and with what. */
export interface ExportFilter extends Omit<RecordsFilter, 'camera' | 'taxon'> {
  readonly media: boolean;
  readonly precise: boolean;
}

/** The records of one taxon at one station, see `RecordShape`. */
export interface RecordsRow {
  readonly taxon: string;
  readonly station: string;
  readonly records: number;
  readonly visits: number;
  readonly individuals: number;
  readonly maxIndividuals: number;
  readonly daysPresent: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly reviewed: number;
  readonly effortDays: number;
  readonly rai: number | null;
}

/** A time in which a camera that stood at the site watched nothing, and why. */
export interface GapFacts {
  readonly camera: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly why: 'starting' | 'frozen' | 'down' | 'stopped' | 'not-running' | 'clock' | 'dark' | 'covered' | 'blurred';
  readonly cause?: Cause;
}

/** A way in which records are exported. */
export interface FormatFacts {
  readonly name: string;
  readonly summary: string;
  readonly mediaType: string;
  readonly file: string;
}
