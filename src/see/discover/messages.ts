import type { FoundCamera } from './match.ts';

/** What the thread that asks is given. */
export interface FinderData {
  /** Names of network interfaces, e.g. `eth0`. */
  readonly interfaces: readonly string[];
  /** How long answers are waited for, ms. */
  readonly timeout: number;
}

/** What it tells: a camera, an answer that made no sense, or an interface that cannot be asked on. */
export type FromFinder =
  | { readonly type: 'camera'; readonly camera: FoundCamera }
  | { readonly type: 'junk' }
  | { readonly type: 'failed'; readonly why: string }
  | { readonly type: 'over' };
