import type { Camera, Health, Saying } from '../api/types.ts';

/** One thing that is not as it should be: of what kind, and what it is about. */
export type Unwell =
  | { readonly of: 'store'; readonly message?: string | undefined; readonly said?: Saying | undefined }
  /** No inference process is ready, or only some are. */
  | { readonly of: 'inference'; readonly none: boolean }
  /** The thread that watches these cameras is down. */
  | { readonly of: 'watcher'; readonly cameras: readonly string[] }
  | { readonly of: 'unlooked'; readonly camera: string }
  /** Cameras that are switched on and do not watch. */
  | { readonly of: 'cameras'; readonly cameras: readonly string[] }
  | { readonly of: 'trouble'; readonly message: string; readonly said?: Saying | undefined };

/**
 * Why a box is not well; empty where it is. By the same rule as `status` of its health, so that nothing is marked as wrong of which
 * the page could not say what it is; cameras as they are by now, which may be newer than the health. Pure.
 */
export function unwell(box: Health, cameras: readonly Camera[]): Unwell[] {
  const { store, inference, watchers, unlooked, troubles, troublesSaid } = box;
  const ready = inference.filter(({ state }) => state === 'ready').length;
  const off = cameras.filter(({ state }) => state !== 'watching' && state !== 'stopped');
  // What does not watch is said to be so: that nobody looks at it either follows from it.
  const watched = new Set(cameras.filter(({ state }) => state === 'watching').map(({ id }) => id));
  return [
    ...(store.ok ? [] : [{ of: 'store', message: store.message, said: store.said } as const]),
    ...(ready > 0 && ready === inference.length ? [] : [{ of: 'inference', none: ready === 0 } as const]),
    ...watchers.flatMap(({ state, cameras }) => (state === 'running' ? [] : [{ of: 'watcher', cameras } as const])),
    ...unlooked.filter((id) => watched.has(id)).map((camera) => ({ of: 'unlooked', camera }) as const),
    ...(off.length > 0 ? [{ of: 'cameras', cameras: off.map(({ id }) => id) } as const] : []),
    ...troubles.map((message, n) => ({ of: 'trouble', message, said: troublesSaid[n] }) as const),
  ];
}
