import type { FromWatcher } from '../../base/domain.ts';
import type { Store } from '../store/store.ts';
import type { Folding } from './folding.ts';

/** Tracks, or minutes, that are marked in one write. */
const SLICE = 500;

/**
 * Marks what a camera told under a clock that was found to be wrong: its minutes are no effort any more, and its visits
 * say so. What counts as told before is settled when this is called, not when it ends, as the camera goes on telling.
 * @throws RoostError (rejects) where the disk refuses
 */
export async function doubtTold(
  store: Store,
  folding: Pick<Folding, 'tracks'>,
  { camera, from, to, step }: Extract<FromWatcher, { type: 'clock' }>,
): Promise<void> {
  const told = await store.write(({ tracks, effort }) => ({
    tracks: tracks.putDoubt(camera, from, to),
    minutes: effort.between(from - (from % 60_000), to + 1, camera).map(({ minute }) => minute),
  }));
  for (let at = 0; at < told.minutes.length; at += SLICE)
    await store.write(({ effort }) => {
      for (const minute of told.minutes.slice(at, at + SLICE)) effort.putDoubt(camera, minute);
    });
  for (let at = 0; at < told.tracks.length; at += SLICE) {
    const marked = told.tracks.slice(at, at + SLICE).flatMap((id) => store.tracks.get(id) ?? []);
    await folding.tracks(marked, [], to + step);
  }
}
