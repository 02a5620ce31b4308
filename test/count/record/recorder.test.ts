import { dirname } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CameraStatus, FromWatcher, Media } from '../../../src/base/domain.ts';
import { Recorder } from '../../../src/count/record/recorder.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { unwatched } from '../../../src/see/watch/unwatched.ts';
import { tempFile, tempStore } from '../store/temp.ts';
import { T } from '../store/values.ts';
import { alive, SECOND, track } from '../visit/tracks.ts';

describe('Recorder', () => {
  let file: string;
  let store: Store;
  let recorder: Recorder;
  const warnings: string[] = [];

  beforeEach(async () => {
    file = await tempFile();
    store = await tempStore(file);
    warnings.length = 0;
    const options = { data: dirname(file), gapMs: 60 * SECOND, clock: String };
    recorder = new Recorder(store, options, { warn: (_, message) => warnings.push(message) });
  });

  const tracks = (...ids: string[]): FromWatcher => ({
    type: 'tracks',
    camera: 'east',
    at: T + SECOND,
    tracks: ids.map((id) => alive(track(id, T, T + SECOND))),
    withdrawn: [],
  });
  const minute = (frames: number): FromWatcher => ({
    type: 'effort',
    part: { camera: 'east', minute: T, frames, dropped: 0, watchedSeconds: frames / 5 },
  });

  it('stores tracks, visits and effort that it is told of before it stops', async () => {
    recorder.take(tracks('a'));
    recorder.take(minute(300));
    await recorder.stop();
    expect(store.visits.get('v-a')).toMatchObject({ individuals: 1, tracks: ['a'] });
    expect(store.effort.total('east', T, T + 60 * SECOND)).toMatchObject({ frames: 300 });
    expect(recorder.failure).toBeUndefined();
  });

  it('stores the media of a track that it was just told of', async () => {
    recorder.take(tracks('a'));
    const box = { x: 0, y: 0, w: 0.5, h: 0.5 };
    const media: Media = {
      ...{ id: 'a-1', camera: 'east', track: 'a', type: 'crop', at: T, file: 'media/a-1.jpg', sha256: '00', bytes: 1 },
      ...{ region: box, box, score: 0.5, blurred: false },
    };
    recorder.take({ type: 'media', media });
    await recorder.stop();
    expect(store.media.ofVisit('v-a')).toMatchObject([{ id: 'a-1' }]);
  });

  it('stores a state when it or its cause changes, not each second', async () => {
    const status: CameraStatus = { ...unwatched('east', T), state: 'watching' };
    const down: CameraStatus = { ...status, state: 'down', cause: { code: 'refused', message: 'nobody listens' } };
    for (const told of [
      status,
      status,
      down,
      down,
      { ...down, cause: { code: 'stalled', message: 'silent' } as const },
    ])
      recorder.take({ type: 'status', status: told });
    await recorder.stop();
    expect(store.events.after(0).map(({ type }) => type)).toEqual(['camera.state', 'camera.state', 'camera.state']);
  });
});
