import { beforeEach, describe, expect, it } from 'vitest';
import type { ClipRequest, CutClip, FromWatcher, PeopleSeen } from '../../../src/base/domain.ts';
import type { ClipOptions } from '../../../src/count/record/clips.ts';
import { Recorder } from '../../../src/count/record/recorder.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { tempStore } from '../store/temp.ts';
import { alive, SECOND, track } from '../visit/tracks.ts';

describe('Recorder with clips', () => {
  let store: Store;
  let recorder: Recorder;
  let asked: ClipRequest[];
  let clips: ClipOptions;

  beforeEach(async () => {
    asked = [];
    store = await tempStore();
    const cut: CutClip = async (request) => {
      asked.push(request);
      const { camera, startAt: at } = request;
      const clip = { camera, at, type: 'clip' as const, sha256: '00', bytes: 1, blurred: false };
      return request.visits.map((visit) => ({ ...clip, id: `${visit}-00`, visit, file: `media/${visit}-00.mp4` }));
    };
    clips = { cut, remove: async () => undefined, lengthMs: 20 * SECOND, ringMs: 150 * SECOND };
    recorder = new Recorder(store, { gapMs: 60 * SECOND, clock: String, clips }, { warn: () => undefined });
  });

  const at = Date.now();
  const seen: PeopleSeen = { at, boxes: [{ x: 0.1, y: 0.1, w: 0.1, h: 0.3 }], sweepMs: 4000 };
  const told: FromWatcher = {
    ...{ type: 'tracks', camera: 'east', at: at + SECOND, withdrawn: [] },
    tracks: [alive(track('a', at, at + SECOND))],
  };

  it('hands over segments and people of a visit, and stores its clip', async () => {
    recorder.take(told);
    recorder.take({ type: 'people', camera: 'east', seen });
    const segment = { file: '/ring/1.mkv', startAt: at - 2000, endAt: at + 2000 };
    recorder.take({ type: 'segment', camera: 'east', segment });
    await recorder.stop();
    expect(asked).toMatchObject([{ visits: ['v-a'], segments: [segment], people: [seen] }]);
    expect(store.media.ofVisit('v-a')).toMatchObject([{ id: 'v-a-00', type: 'clip' }]);
  });

  it('lets it go where a person was seen during the visit and none such is kept', async () => {
    const options = { gapMs: 60 * SECOND, clock: String, clips, keeps: { peopleMs: 0 } };
    recorder = new Recorder(store, options, { warn: () => undefined });
    recorder.take(told);
    recorder.take({ type: 'people', camera: 'east', seen });
    await recorder.stop();
    expect(store.media.ofVisit('v-a')).toMatchObject([
      { id: 'v-a-00', gone: { why: expect.stringContaining('people') } },
    ]);
    expect(store.room.leaving()).toEqual(['media/v-a-00.mp4']);
  });
});
