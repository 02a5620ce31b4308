import type { Track } from '../../../src/base/domain.ts';
import type { Folding } from '../../../src/count/record/folding.ts';
import type { Store } from '../../../src/count/store/store.ts';

/** Stores tracks, then has them folded, as a recorder does. */
export async function told(
  store: Store,
  folding: Folding,
  tracks: readonly Track[],
  withdrawn: readonly string[],
  at: number,
) {
  await store.write((tables) => {
    for (const track of tracks) tables.tracks.put(track);
    for (const id of withdrawn) tables.tracks.putDouble(id);
  });
  return folding.tracks(tracks, withdrawn, at);
}

/** Ends what is live in the store and has the past taken up, as a recorder does at its start. */
export async function restarted(store: Store, folding: Folding, now: number): Promise<void> {
  await store.write(({ tracks }) => {
    for (const track of tracks.live()) tracks.put({ ...track, ended: 'interrupted' });
  });
  await folding.recover(now);
}
