import { beforeEach, describe, expect, it } from 'vitest';
import type { Media } from '../../../src/base/domain.ts';
import { dropClip } from '../../../src/count/record/drop-clip.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { tempStore } from '../store/temp.ts';
import { aTrack, aVisit, T } from '../store/values.ts';

describe('dropClip', () => {
  let store: Store;
  let removed: string[];
  const remove = async (file: string) => void removed.push(file);
  const clip: Media = {
    ...{ id: 'v-00', camera: 'east', visit: 'v', type: 'clip', at: T, file: 'media/v-00.mp4', sha256: '00', bytes: 1 },
    blurred: false,
  };
  const visit = (id: string, ...tracks: string[]) => aVisit(id, { tracks });

  beforeEach(async () => {
    removed = [];
    store = await tempStore();
    await store.write(({ tracks, visits, media }) => {
      tracks.put(aTrack('t'));
      visits.put(visit('v', 't'), 'new', T);
      media.put(clip);
    });
  });

  it('removes a clip whose visit is gone, row and file', async () => {
    await store.write(({ visits }) => visits.withdraw(visit('v', 't'), T));
    await dropClip(store, clip, remove);
    expect([store.media.get('v-00'), removed]).toEqual([undefined, ['media/v-00.mp4']]);
  });

  it('removes the file of one that was never stored', async () => {
    await dropClip(store, { ...clip, id: 'w-00', file: 'media/w-00.mp4' }, remove);
    expect(removed).toEqual(['media/w-00.mp4']);
  });

  it('keeps one that went over to the visit that holds the track now', async () => {
    await store.write(({ visits }) => {
      visits.put(visit('w', 't'), 'new', T);
      visits.withdraw(visit('v', 't'), T);
    });
    await dropClip(store, clip, remove);
    expect(store.media.ofVisit('w')).toMatchObject([{ id: 'v-00' }]);
    expect(removed).toEqual([]);
  });
});
