import type { Box, Detection } from '../../base/domain.ts';
import type { ModelSet } from './spec.ts';

/** What every crop comes with; the body is its YUV. Ids are the watcher's own, one counter a connection. */
interface CropRequest {
  readonly id: number;
  readonly camera: string;
  readonly width: number;
  readonly height: number;
}

/** A watcher asks what is in one crop. */
export interface LookRequest extends CropRequest {
  readonly type: 'look';
  /** Id of the detector. */
  readonly model: string;
  readonly region: Box;
  readonly floor: number;
}

/** A watcher asks a classifier about one crop. */
export interface ClassifyRequest extends CropRequest {
  readonly type: 'classify';
  /** Id of the classifier. */
  readonly model: string;
  /** True where its feature is wanted as well. */
  readonly embed?: boolean;
}

/** A watcher does not want these any more; what has not begun is forgotten and never answered. */
export interface CancelRequest {
  readonly type: 'cancel';
  readonly ids: readonly number[];
}

export type Request = LookRequest | ClassifyRequest | CancelRequest;

/** The answer to one crop: what was found, what stands in the body, or why nothing could be said. */
export type Response =
  | { readonly id: number; readonly detections: readonly Detection[] }
  /** The body is so many scores, or the feature, of which they are the end: 32 bit floats, little-endian. */
  | { readonly id: number; readonly scores: number }
  | { readonly id: number; readonly error: string };

/** Where an inference process listens, and how long to wait for it. */
export interface Endpoint {
  /** Path of its Unix socket; another one for each start of a process. */
  readonly path: string;
  /** A process that has work and answers nothing of it for so long (ms) hangs. */
  readonly answersWithin: number;
}

/** What a child tells the supervisor over IPC. */
export type ChildReport =
  /** It has proved its models and listens; the slowest of them took so long (ms) for one crop. */
  | { readonly type: 'ready'; readonly slowestMs: number }
  | { readonly type: 'failed'; readonly message: string }
  /** Told every second: it lives. So many crops wait or run, and so many were answered since it started. */
  | { readonly type: 'alive'; readonly waiting: number; readonly answered: number };

/** What the supervisor tells a child over IPC, once. */
export interface ChildStart {
  readonly type: 'start';
  readonly models: ModelSet;
  /** Path of the Unix socket to listen on. */
  readonly socket: string;
}
