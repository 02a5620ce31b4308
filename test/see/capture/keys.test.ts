import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../../fixtures/rtsp/server.ts';
import { loadSource } from '../../../fixtures/rtsp/source.ts';
import type { Segment } from '../../../src/base/domain.ts';
import { Capture, type CaptureOptions } from '../../../src/see/capture/capture.ts';
import { eventually } from '../../patience.ts';
import { videoFolder } from './videos.ts';

/** Frames between two key pictures: 4 s, four times as long as a first picture is waited for here. */
const EVERY = 40;
const SHORT = { firstFrameWithin: 1_000, packetWithin: 2_500 };

/** Cameras whose key pictures are far apart, and which let clients join between two of them. */
describe('a stream joined between key pictures', () => {
  let videos: Awaited<ReturnType<typeof videoFolder>>;
  let server: RtspServer;
  let capture: Capture;

  beforeAll(async () => {
    videos = await videoFolder();
  });
  afterAll(() => videos.remove());
  afterEach(async () => {
    await capture.stop();
    await server.stop();
  });

  /** Watches a camera that sends this, with another stream for clips where one is given. */
  async function watch(codec: 'h264' | 'h265', clips?: 'h264' | 'h265', more: Partial<CaptureOptions> = {}) {
    server = new RtspServer();
    const streams = [['/seen', codec] as const, ...(clips ? [['/clips', clips] as const] : [])];
    for (const [path, codec] of streams)
      server.mount(path, await loadSource(await videos.far(codec, EVERY)), { start: 'now', join: 'now' });
    await server.start();
    const told: string[] = [];
    const segments: Segment[] = [];
    let starts = 0;
    capture = new Capture(
      {
        ...{ camera: 'c', url: server.url('/seen'), fps: 5, limit: { width: 320, height: 176 } },
        ...(clips ? { recordUrl: server.url('/clips') } : {}),
        ...SHORT,
        ...more,
      },
      {
        onState: (state, cause) => told.push(cause ? `${state} ${cause.code}` : state),
        onSegment: (segment) => segments.push(segment),
        onChild: (_, alive) => {
          if (alive) starts += 1;
        },
      },
    );
    capture.start(new AbortController().signal);
    return { told, segments, starts: () => starts };
  }

  it.each(['h264', 'h265'] as const)('of %s is waited for, says why, and gives no smeared picture', async (codec) => {
    const { told, starts } = await watch(codec);
    const first = (await capture.next())!;
    expect(told).toEqual(['starting', 'starting key-frame', 'watching']);
    // Red in limited range is Y 81, U 90, V 240.
    const { width, height, data } = first;
    expect([data[0], data[width * height], data[(width * height * 5) / 4]].map((value) => value! >> 2)).toEqual([
      81 >> 2,
      90 >> 2,
      240 >> 2,
    ]);
    expect(Math.max(...data.subarray(0, width * height)) - Math.min(...data.subarray(0, width * height))).toBeLessThan(
      4,
    );
    expect([starts(), capture.figures.restarts]).toEqual([1, 0]);
  });

  it('gives segments of another address as well, and nothing begins anew', async () => {
    const folder = join(videos.folder, 'ring');
    const { told, segments, starts } = await watch('h264', 'h265', { segments: { folder, seconds: 1 } });
    await eventually(() => expect(segments.length).toBeGreaterThan(0));
    expect(told).toEqual(['starting', 'starting key-frame', 'watching']);
    // From one key picture to the next; of the first one ffmpeg also counts what it left out before it.
    expect(segments[0]!.endAt - segments[0]!.startAt).toBeGreaterThan(EVERY * 100 - 500);
    expect([starts(), capture.figures.restarts]).toEqual([2, 0]);
  });
});
