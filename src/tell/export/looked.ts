import { recorded } from '../../count/tally/recorded.ts';
import type { ExportQuery, ExportSource } from './format.ts';
import type { Part, Stand } from './stands.ts';

/** How long a camera stood and looked in a day, ms. */
export interface Looked {
  readonly stoodMs: number;
  readonly lookedMs: number;
}

/**
 * How much of a part of time a camera at a station looked: its pictures could show animals, and Roost looked at them.
 * @returns undefined where it did not stand there, and nobody looked
 */
export function looked({ store }: Pick<ExportSource, 'store'>, stand: Stand, part: Part): Looked | undefined {
  const stoodMs = stoodIn(store, stand, part).reduce((ms, { from, to }) => ms + to - from, 0);
  const lookedMs = cut(stand.stays, part).reduce(
    (ms, { from, to }) => ms + store.effort.total(stand.camera, from, to).lookedSeconds * 1000,
    0,
  );
  return stoodMs === 0 && lookedMs === 0 ? undefined : { stoodMs, lookedMs };
}

/** When a camera stood at a station, of a range, by start; one that nobody told of stood from its first minute to its last. */
export function stoodIn(store: ExportSource['store'], { camera, stays, deployments }: Stand, range: Part): Part[] {
  const span = deployments.length > 0 ? undefined : store.effort.spanOf(camera);
  const stood = span
    ? [{ from: span.first, to: span.last + 60_000 }]
    : deployments.map(({ startAt, endAt = Number.POSITIVE_INFINITY }) => ({ from: startAt, to: endAt }));
  return cut(stays, range).flatMap((stay) => cut(stood, stay));
}

function cut(parts: readonly Part[], range: Part): Part[] {
  return parts.flatMap(({ from, to }) => {
    const part = { from: Math.max(from, range.from), to: Math.min(to, range.to) };
    return part.from < part.to ? [part] : [];
  });
}

/** The part of a range in which a camera stood or something was recorded, up to now, or beyond where more was recorded. */
export function standingPart(
  { store, now }: Pick<ExportSource, 'store' | 'now'>,
  { from, to }: Pick<ExportQuery, 'from' | 'to'>,
): Part {
  const known = recorded(store);
  const starts = [...store.deployments.all().map(({ startAt }) => startAt), ...(known ? [known.from] : [])];
  return { from: Math.max(from, Math.min(to, ...starts)), to: Math.min(to, Math.max(now, known?.to ?? now)) };
}
