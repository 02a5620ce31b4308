import type { Box, Kind } from '../../base/domain.ts';

/** Where a picture came from: a labelled set, or a visit that people looked at. */
export type LessonSource =
  | { readonly of: 'set'; readonly id: string; readonly file: string }
  | {
      readonly of: 'visit';
      readonly id: string;
      readonly file: string;
      /** The track that the crop shows: it stays where visits are derived again. */
      readonly track: string;
    };

/** One picture that was taught. */
export interface Lesson {
  /** Made of the crop's hash, so that one crop is taught once. */
  readonly id: string;
  readonly taxon: string;
  /** Kind of the animal that it shows. */
  readonly kind: Kind;
  /** Whose word it is. */
  readonly people: readonly string[];
  /** How much it counts: above 0, the sum of what the word of each counts, which is 1 as a rule. */
  readonly weight: number;
  readonly source: LessonSource;
  /** SHA-256 of the crop, hexadecimal: of the kept file, or of the pixels that were cut from a set's picture. */
  readonly sha256: string;
  /** ms */
  readonly taughtAt: number;
  /** Who had the box learn it. */
  readonly taughtBy: string;
}

/** Where a picture of a set lies on this machine, and where in it the animal is, as fractions of it. */
export interface Origin {
  readonly path: string;
  readonly box: Box;
}

/** A picture with what models made of it, by the id of the features. */
export interface LessonWithFeatures extends Lesson {
  readonly features: ReadonlyMap<string, Float32Array>;
  readonly origin?: Origin;
}

/** What was taught of one taxon. */
export interface TaughtTaxon {
  readonly taxon: string;
  readonly pictures: number;
  /** Visits and sets that they come from. */
  readonly visits: number;
  readonly sets: number;
  readonly people: readonly string[];
  /** When the last one was taught, ms. */
  readonly lastAt: number;
}

/** Which lessons are meant; those that fit all that is said. */
export interface LessonFilter {
  readonly id?: string;
  readonly taxon?: string;
  readonly visit?: string;
  readonly set?: string;
  /** Only those that this one had the box learn. */
  readonly taughtBy?: string;
}

/** The id of a lesson by the hash of its crop. */
export const lessonId = (sha256: string) => `t-${sha256.slice(0, 16)}`;
