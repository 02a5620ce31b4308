import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { EffortMinute, Media, Track, Visit } from '../../../src/base/domain.ts';
import type { CameraChange, VisitChange } from '../../../src/count/store/events.ts';
import { openStore } from '../../../src/count/store/open.ts';
import type { Store } from '../../../src/count/store/store.ts';

const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A file name in a new folder that is removed after the test. */
export async function tempFile(name = 'roost.db'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-store-'));
  cleanUps.push(() => rm(folder, { recursive: true }));
  return join(folder, name);
}

/** A store with short words for what tests put into it. */
export type SavingStore = Store & ReturnType<typeof wordsFor>;

function wordsFor(store: Store) {
  const checkpoint = (tracks: readonly Track[]) =>
    store.write((tables) => {
      for (const track of tracks) tables.tracks.put(track);
    });
  return {
    checkpoint,
    saveTrack: (track: Track) => checkpoint([track]),
    /** Stores a visit with those of its tracks that are given; returns the cursor of its event. */
    saveVisit: (visit: Visit, change: VisitChange, at: number, tracks: readonly Track[] = []) =>
      store.write((tables) => {
        for (const track of tracks) tables.tracks.put(track);
        return tables.visits.put(visit, change, at);
      }),
    addMedia: (media: Media) => store.write((tables) => tables.media.put(media)),
    addEffort: (part: EffortMinute) => store.write(({ effort }) => effort.put(part)),
    saveCameraState: (change: CameraChange) => store.write(({ cameras }) => cameras.put(change)),
  };
}

/** The store of a file with these words; whoever opens it closes it. */
export function savingStore(file: string): SavingStore {
  return saving(openStore(file));
}

/** A store with these words. */
export function saving(store: Store): SavingStore {
  return Object.assign(store, wordsFor(store));
}

/** A store that is closed after the test. */
export async function tempStore(file?: string): Promise<SavingStore> {
  const store = savingStore(file ?? (await tempFile()));
  cleanUps.push(() => store.close());
  return store;
}
