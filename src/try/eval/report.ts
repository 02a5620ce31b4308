import type { LeftOut } from '../replay/left-out.ts';
import type { Outcome } from './outcome.ts';
import type { Summary } from './summary.ts';

/** One picture as the report shows it. */
export interface ReportedPicture extends Outcome {
  /** The crop that was named, or the whole picture, as a small JPEG in base64. */
  readonly thumbnail?: string;
}

/** An evaluation with all that it rests on. */
export interface Report {
  /** Path of the set as it was given. */
  readonly set: string;
  /** Ids with hashes, the detector first. */
  readonly models: readonly string[];
  /** Id of the prior, and the month it was asked for. */
  readonly prior: string;
  readonly summary: Summary;
  /** Files of the set that no figure counts, and why. */
  readonly leftOut: readonly LeftOut[];
  readonly pictures: readonly ReportedPicture[];
}

/** The report as JSON, without pictures. */
export function evalJson({ pictures, ...report }: Report): string {
  const plain = pictures.map(({ thumbnail: _, ...picture }) => picture);
  return `${JSON.stringify({ ...report, pictures: plain }, null, 2)}\n`;
}
