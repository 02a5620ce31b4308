import type { Basis, Publication } from '../../base/domain.ts';
import type { Sample } from '../../count/review/queue.ts';
import type { StoreReader } from '../../count/store/open.ts';
import type { Comparison } from '../../count/tally/independence.ts';
import type { Against } from '../../count/tally/judged.ts';
import type { Stations } from '../../count/tally/stations.ts';

/** A camera as exports need it. */
export interface ExportCamera {
  readonly id: string;
  /** What people call it; empty where nobody told. */
  readonly name: string;
}

/** What exports are made from. */
export interface ExportSource {
  readonly store: Pick<
    StoreReader,
    'visits' | 'tracks' | 'media' | 'effort' | 'deployments' | 'cameras' | 'sums' | 'countable' | 'presence'
  >;
  /** Where the site is, for cameras that nobody told the place of. */
  readonly site: { readonly name: string; readonly latitude: number; readonly longitude: number };
  /** What publications of the site say of themselves, where that is told. */
  readonly publication?: Publication;
  /** The data folder, that kept files are in. */
  readonly data: string;
  /** Version of Roost. */
  readonly version: string;
  /** Now, ms. */
  readonly now: number;
  /** Every camera that anything is known of, also one whose file is gone. */
  readonly cameras: readonly ExportCamera[];
  /** Where each of them was when. */
  readonly stations: Stations;
  /** IANA name: days and times of day are this zone's. */
  readonly timeZone: string;
  /** Scientific name of a taxon. */
  scientific(taxon: string): string;
  /** The random sample that the site's people look through; the usual one where nothing is said. */
  readonly sample?: Sample;
  /** Told how far through the range of time the export is. */
  reached?(at: number): void;
}

/** What an export is asked for. */
export interface ExportQuery {
  /** Visits that start at or after; minutes likewise. */
  readonly from: number;
  /** Visits that start before. */
  readonly to: number;
  readonly intervalMinutes: number;
  readonly compare: Comparison;
  /** What records are judged against; all of time where nothing is said. */
  readonly against?: Against;
  /** What is judged together. */
  readonly apart: 'station' | 'camera';
  readonly basis: Basis;
  /** Days of one sampling occasion, 1 or more, for detection histories and accumulation; a week where nothing is said. */
  readonly occasionDays?: number;
  /** Put pictures and clips in, where the format can hold them. */
  readonly media: boolean;
  /** Tell where cameras stood as it is known, also where protected species were recorded. */
  readonly precise: boolean;
  /**
   * In a file that is made for spreadsheets, text that one would take for a formula is led by an apostrophe, unless this is
   * false. Files that other programs read hold every text as it is, whatever this says.
   */
  readonly guard?: boolean;
}

/** A way to write records for another program, as text or as bytes. */
export interface Format<Piece extends string | Uint8Array = string | Uint8Array> {
  readonly name: string;
  /** What it is, in one line. */
  readonly summary: string;
  readonly mediaType: string;
  /** Name of its file. */
  readonly file: string;
  /** Made for publication: what is missing for that is told beside it. */
  readonly publishes?: true;
  /** The file, piece by piece, so that a million records need no more memory than a thousand. */
  write(source: ExportSource, query: ExportQuery): AsyncIterable<Piece>;
}
