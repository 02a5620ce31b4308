import type { ExportAsked } from '../tell/server/deps.ts';
import type { Problem } from '../tell/server/problem.ts';
import type { ReadAsked } from '../tell/server/reading.ts';
import type { Answer } from '../tell/server/resource.ts';
import type { ReadConfig } from './read-config.ts';

/** What a reading thread starts with. */
export interface ReadingData {
  /** Path of the database. */
  readonly database: string;
  readonly config: ReadConfig;
}

/** An export as it is begun. */
export interface ExportBegun {
  readonly name: string;
  readonly asked: ExportAsked;
  readonly bom: boolean;
}

/** What a reading thread is asked for; each with an id is answered once. */
export type Question =
  | { readonly type: 'answer'; readonly asked: ReadAsked }
  /** The next piece of an export, which the first pull begins. */
  | { readonly type: 'pull'; readonly stream: number; readonly begin?: ExportBegun };

/** What a reading thread is told. */
export type ToReading =
  | (Question & { readonly id: number })
  /** Nobody waits for this answer any more. */
  | { readonly type: 'cancel'; readonly id: number }
  /** Nobody reads this export any more. */
  | { readonly type: 'close'; readonly stream: number }
  /** The box has these cameras from now on. */
  | { readonly type: 'cameras'; readonly cameras: ReadConfig['cameras'] }
  | { readonly type: 'stop' };

/** A problem as it crosses threads: an error would lose its members. */
export type PlainProblem = Pick<Problem, 'status' | 'message' | 'errors' | 'headers' | 'members'>;

/** What a reading thread says: answers, and what failed there that nobody had expected. */
export type FromReading = Answered | { readonly fault: string };

/** An answer. A piece of undefined: the export is over. */
export type Answered = { readonly id: number } & (
  | { readonly answer: Answer }
  | { readonly piece: Uint8Array<ArrayBuffer> | undefined }
  | { readonly problem: PlainProblem }
  | { readonly failed: string }
);
