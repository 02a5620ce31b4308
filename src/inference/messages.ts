import type { Box, Detection } from '../domain.ts';

/** A watcher asks for one crop; the body is its YUV. Ids are the watcher's own, one counter a connection. */
export interface LookRequest {
  readonly type: 'look';
  readonly id: number;
  readonly camera: string;
  readonly region: Box;
  readonly width: number;
  readonly height: number;
  readonly floor: number;
}

/** A watcher does not want these any more; what has not begun is forgotten and never answered. */
export interface CancelRequest {
  readonly type: 'cancel';
  readonly ids: readonly number[];
}

export type Request = LookRequest | CancelRequest;

/** The answer to one crop: what was found, or why nothing could be said. */
export type Response =
  | { readonly id: number; readonly detections: readonly Detection[] }
  | { readonly id: number; readonly error: string };

/** What a child tells the supervisor over IPC. */
export type ChildReport = { readonly type: 'ready' } | { readonly type: 'failed'; readonly message: string };

/** What the supervisor tells a child over IPC, once. */
export interface ChildStart<Spec> {
  readonly type: 'start';
  readonly spec: Spec;
  /** Path of the Unix socket to listen on. */
  readonly socket: string;
}
