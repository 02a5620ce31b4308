import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../../fixtures/rtsp/server.ts';
import { loadSource } from '../../../fixtures/rtsp/source.ts';
import type { Segment } from '../../../src/base/domain.ts';
import { Capture } from '../../../src/see/capture/capture.ts';
import { keyFrames } from '../../../src/see/capture/key-frames.ts';
import type { CaptureOptions } from '../../../src/see/capture/options.ts';
import { still } from '../../../src/see/capture/probe.ts';
import { eventually, patient } from '../../patience.ts';
import { videoFolder } from './videos.ts';

const signal = new AbortController().signal;
/** Red in limited range. */
const RED = { y: 81, u: 90, v: 240 };

/** Cameras whose key pictures are far apart, and which let clients join between two of them. */
describe('a stream joined between key pictures', () => {
  let videos: Awaited<ReturnType<typeof videoFolder>>;
  const ends: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    videos = await videoFolder();
  });
  afterAll(() => videos.remove());
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  /** Serves streams with a key picture every so many frames, 10 a second. */
  async function serve(streams: Record<string, ['h264' | 'h265', number]>) {
    const server = new RtspServer();
    for (const [path, [codec, every]] of Object.entries(streams))
      server.mount(`/${path}`, await loadSource(await videos.far(codec, every)), { start: 'now', join: 'now' });
    await server.start();
    ends.push(() => server.stop());
    return server;
  }

  function watch(options: Pick<CaptureOptions, 'url'> & Partial<CaptureOptions>) {
    const told: string[] = [];
    const segments: Segment[] = [];
    let starts = 0;
    const capture = new Capture(
      { camera: 'c', fps: 5, limit: { width: 320, height: 176 }, firstFrameWithin: patient(2_000), ...options },
      {
        onState: (state, cause) => told.push(cause ? `${state} ${cause.code}` : state),
        onSegment: (segment) => segments.push(segment),
        onChild: (_, alive) => {
          if (alive) starts += 1;
        },
      },
    );
    capture.start(signal);
    ends.push(() => capture.stop());
    return { capture, told, segments, starts: () => starts };
  }

  it.each(['h264', 'h265'] as const)('of %s is waited for, says why, and gives no smeared picture', async (codec) => {
    const server = await serve({ cam: [codec, 300] });
    const { capture, told, starts } = watch({ url: server.url('/cam') });
    const first = capture.next();
    await eventually(() => expect(told).toEqual(['starting', 'starting key-frame']));
    expect(capture.figures.frames).toBe(0);
    // It begins with a key picture.
    server.fault('/cam', { kind: 'switch', source: await loadSource(await videos.far(codec, 40)), sessions: 'keep' });
    const { width, height, data } = (await first)!;
    const luma = width * height;
    expect(told).toEqual(['starting', 'starting key-frame', 'watching']);
    for (const [plane, value] of [
      [data.subarray(0, luma), RED.y],
      [data.subarray(luma, luma * 1.25), RED.u],
      [data.subarray(luma * 1.25), RED.v],
    ] as const)
      for (const found of [Math.min(...plane), Math.max(...plane)]) expect(Math.abs(found - value)).toBeLessThan(4);
    expect([starts(), capture.figures.restarts]).toEqual([1, 0]);
  });

  it('gives segments of another address as well, and nothing begins anew', async () => {
    const server = await serve({ sub: ['h265', 10], main: ['h264', 50] });
    const { capture, told, segments, starts } = watch({
      ...{ url: server.url('/sub'), recordUrl: server.url('/main'), packetWithin: patient(3_000) },
      segments: { folder: join(videos.folder, 'ring'), seconds: 1 },
    });
    await eventually(() => expect(segments.length).toBeGreaterThan(0));
    expect(told.slice(0, 2)).toEqual(['starting', 'watching']);
    expect(told.join()).not.toMatch(/down|no-clips/);
    // From one key picture to the next; of the first one ffmpeg also counts what it left out before it.
    expect(segments[0]!.endAt - segments[0]!.startAt).toBeGreaterThan(4_500);
    expect([starts(), capture.figures.restarts]).toEqual([2, 0]);
  });

  it('tells a check how far apart they are, and gives it a still that is whole', async () => {
    const url = (await serve({ cam: ['h265', 40] })).url('/cam');
    const [found, inVain, jpeg] = await Promise.all([
      keyFrames(url, undefined, 'tcp', signal),
      keyFrames(url, undefined, 'tcp', signal, { longestMs: patient(1_500) }),
      still(url, undefined, 'tcp', signal, { apart: patient(10) }),
    ]);
    expect(found).toEqual({ seconds: expect.closeTo(4, 1), known: true });
    expect(inVain).toMatchObject({ known: patient(1_500) > 4_000 ? expect.any(Boolean) : false });
    const { channels } = await sharp(jpeg).stats();
    expect(channels.map(({ min }) => min > 200)).toEqual([true, false, false]);
  });
});
