import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HttpCamera, type HttpCameraOptions } from '../../../fixtures/http-camera.ts';
import { RtspServer } from '../../../fixtures/rtsp/server.ts';
import { loadSource } from '../../../fixtures/rtsp/source.ts';
import type { Segment } from '../../../src/base/domain.ts';
import { Capture } from '../../../src/see/capture/capture.ts';
import type { CaptureOptions } from '../../../src/see/capture/options.ts';
import { probe, still } from '../../../src/see/capture/probe.ts';
import { probeFile } from '../../../src/see/capture/probe-file.ts';
import { eventually, patient } from '../../patience.ts';
import { videoFolder } from './videos.ts';

const BASE = { camera: 'east', fps: 5, limit: { width: 320, height: 180 } };
const LOGIN = { user: 'ad-min', password: 'p"a\\ss é#' };

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function watch(options: Pick<CaptureOptions, 'url'> & Partial<CaptureOptions>) {
  const told: string[] = [];
  const segments: Segment[] = [];
  const capture = new Capture(
    { ...BASE, ...options },
    {
      onState: (state, cause) => told.push(cause ? `${state} ${cause.code}` : state),
      onSegment: (segment) => segments.push(segment),
    },
  );
  capture.start(new AbortController().signal);
  ends.push(() => capture.stop());
  return { capture, told, segments };
}

/** Takes frames and says how they were apart on the whole, ms, and what size they have. */
async function taken(capture: Capture, frames: number) {
  const times: number[] = [];
  let size = '';
  for (let n = 0; n < frames; n++) {
    const frame = (await capture.next())!;
    times.push(frame.at);
    size = `${frame.width}x${frame.height}`;
  }
  return { size, apart: (times.at(-1)! - times[0]!) / (frames - 1) };
}

async function camera(options: HttpCameraOptions = {}): Promise<HttpCamera> {
  const one = new HttpCamera(options);
  await one.start();
  ends.push(() => one.stop());
  return one;
}

describe('Capture of pictures by HTTP', () => {
  it.each([
    ['a stream whose parts tell their length', '/mjpeg', {}],
    ['a stream whose parts do not', '/mjpeg', { lengthless: true }],
    ['a still that is asked for again and again', '/still', {}],
  ])('takes %s, at the rate of analysis and in its shape, and keeps clips of it', async (_, path, options) => {
    const folder = await mkdtemp(join(tmpdir(), 'roost-forms-'));
    ends.push(() => rm(folder, { recursive: true }));
    const { capture, told, segments } = watch({
      url: (await camera(options)).url(path),
      segments: { folder, seconds: 1 },
    });
    const { size, apart } = await taken(capture, 8);
    expect(size).toBe('240x180');
    expect(apart).toBeGreaterThan(100);
    expect(apart).toBeLessThan(patient(400));
    expect(told.at(-1)).toBe('watching');
    const [segment] = await eventually(() => {
      expect(segments.length).toBeGreaterThan(0);
      return segments;
    });
    const { codec, width, height } = await probeFile(segment!.file, new AbortController().signal);
    expect({ codec, width, height }).toEqual({ codec: 'mjpeg', width: 640, height: 480 });
  });

  it.each([
    ['basic', { scheme: 'basic' }],
    ['digest MD5', { scheme: 'digest' }],
    ['digest SHA-256 alone', { scheme: 'digest', hashes: ['SHA-256'] }],
  ] as const)('is let in by %s', async (_, auth) => {
    const one = await camera({ auth: { ...auth, ...LOGIN } });
    const { capture } = watch({ url: one.url('/still'), credentials: LOGIN });
    await taken(capture, 2);
  });

  it.each([
    ['/mjpeg', { ...LOGIN, password: 'wrong' }, 'unauthorized'],
    ['/none', LOGIN, 'not-found'],
    ['/elsewhere', LOGIN, 'not-found'],
    ['/page', LOGIN, 'no-codec'],
  ])('says why %s gives none', async (path, credentials, code) => {
    const one = await camera({ auth: { scheme: 'digest', ...LOGIN } });
    const { told } = watch({ url: one.url(path), credentials });
    await eventually(() => expect(told).toContain(`down ${code}`));
  });

  it('says that nobody listens, and comes back with the camera', async () => {
    const one = new HttpCamera();
    await one.start();
    const url = one.url('/mjpeg');
    await one.stop();
    const { told } = watch({ url });
    await eventually(() => expect(told).toContain('down refused'));
  });

  it('asks a slow machine for no more stills than it looks at', async () => {
    const one = await camera();
    const startedAt = performance.now();
    const { capture } = watch({ url: one.url('/still'), fps: 2 });
    const { apart } = await taken(capture, 4);
    expect(apart).toBeGreaterThan(350);
    // Two a second for as long as it took, and one by who asks first what it sends.
    expect(one.asked).toBeLessThanOrEqual(2 * ((performance.now() - startedAt) / 1000) + 2);
  });

  it('is probed, and gives a still', async () => {
    const one = await camera({ auth: { scheme: 'digest', ...LOGIN } });
    const signal = new AbortController().signal;
    for (const path of ['/mjpeg', '/still']) {
      const video = await probe(one.url(path), LOGIN, 'tcp', signal);
      expect(video).toMatchObject({ codec: 'mjpeg', width: 640, height: 480, fps: 0 });
      expect((await still(one.url(path), LOGIN, 'tcp', signal)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    }
    await expect(probe(one.url('/mjpeg'), { ...LOGIN, password: 'x' }, 'tcp', signal)).rejects.toThrow(/password/);
    await expect(probe(one.url('/page'), LOGIN, 'tcp', signal)).rejects.toThrow(/bridge/);
  });
});

describe('Capture of RTSP that travels otherwise', () => {
  let videos: Awaited<ReturnType<typeof videoFolder>>;
  let server: RtspServer;

  beforeAll(async () => {
    videos = await videoFolder();
    server = new RtspServer({ auth: { scheme: 'digest', user: 'u', password: 'p' } });
    server.mount('/cam', await loadSource(await videos.video('h264')), { transports: ['tcp', 'udp', 'multicast'] });
    await server.start();
  });
  afterAll(async () => {
    await server.stop();
    await videos.remove();
  });

  it.each(['http', 'multicast'] as const)('takes it by %s', async (transport) => {
    const options = { url: server.url('/cam'), credentials: { user: 'u', password: 'p' }, transport };
    const { capture, told } = watch(options);
    await taken(capture, 5);
    expect(told).toEqual(['starting', 'watching']);
    const { codec } = await probe(options.url, options.credentials, transport, new AbortController().signal);
    expect(codec).toBe('h264');
  });
});
