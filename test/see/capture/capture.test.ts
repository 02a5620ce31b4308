import { execFile } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../../fixtures/rtsp/server.ts';
import { loadSource } from '../../../fixtures/rtsp/source.ts';
import type { Segment } from '../../../src/base/domain.ts';
import { Capture } from '../../../src/see/capture/capture.ts';
import type { CaptureOptions } from '../../../src/see/capture/options.ts';
import { probe, still } from '../../../src/see/capture/probe.ts';
import { probeFile } from '../../../src/see/capture/probe-file.ts';
import { eventually } from '../../patience.ts';
import { videoFolder } from './videos.ts';

const run = promisify(execFile);
const PASSWORD = "hunter2 '@:/%25 中文";
const BASE = { camera: 'east', fps: 5, limit: { width: 320, height: 176 } };
/** Real time passes in these tests; this only ends one that hangs. */

/** Processes whose parent is this one, as `pid command`. */
async function children(): Promise<string[]> {
  const { stdout } = await run('ps', ['--ppid', String(process.pid), '-o', 'pid=,comm=']);
  return stdout.split('\n').filter((line) => line.includes('ffmpeg') || line.includes('ffprobe'));
}

/**
 * Pure red in limited range is Y 81, U 90, V 240: a frame out of step, or in full range, is another colour somewhere.
 */
async function expectRed(capture: Capture, frames: number): Promise<void> {
  for (let i = 0; i < frames; i++) {
    const { data } = (await capture.next())!;
    const luma = 320 * 176;
    const planes = [data.subarray(0, luma), data.subarray(luma, luma * 1.25), data.subarray(luma * 1.25)];
    const [y, u, v] = planes.map((plane) => [Math.min(...plane), Math.max(...plane)] as const);
    for (const [plane, value] of [
      [y, 81],
      [u, 90],
      [v, 240],
    ] as const) {
      expect(Math.abs(plane![0] - value)).toBeLessThan(4);
      expect(Math.abs(plane![1] - value)).toBeLessThan(4);
    }
  }
}

const descriptors = async () => (await readdir('/proc/self/fd')).length;

describe('Capture over real RTSP', () => {
  let videos: Awaited<ReturnType<typeof videoFolder>>;
  let server: RtspServer;
  const ends: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    videos = await videoFolder();
  });
  afterAll(() => videos.remove());
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function serve(file?: string, scheme?: 'basic' | 'digest') {
    server = new RtspServer(scheme ? { auth: { scheme, user: 'ad-min', password: PASSWORD } } : {});
    server.mount('/cam', await loadSource(file ?? (await videos.video('h264'))));
    await server.start();
    ends.push(() => server.stop());
  }

  function watch(more: Partial<CaptureOptions> = {}) {
    const told: string[] = [];
    const segments: Segment[] = [];
    const errors: string[] = [];
    const capture = new Capture(
      { ...BASE, url: server.url('/cam'), ...more },
      {
        onState: (state, cause) => told.push(cause ? `${state} ${cause.code}` : state),
        onSegment: (segment) => segments.push(segment),
        onSegmentError: (message) => errors.push(message),
      },
    );
    capture.start(new AbortController().signal);
    ends.push(() => capture.stop());
    return {
      capture,
      told,
      segments,
      errors,
      until: (text: string) => eventually(() => expect(told).toContain(text)),
    };
  }

  it.each(['h264', 'bframes', 'h265', 'mjpeg'] as const)('gives frames and segments of %s', async (codec) => {
    await serve(await videos.video(codec));
    const { capture, segments } = watch({ segments: { folder: join(videos.folder, `ring-${codec}`), seconds: 1 } });
    const first = await capture.next();
    const second = await capture.next();
    expect(first!.data.length).toBe((320 * 176 * 3) / 2);
    expect(second!.at).toBeGreaterThan(first!.at);
    await eventually(() => expect(segments.length).toBeGreaterThan(1));
    const info = await probeFile(segments[1]!.file);
    expect([info.width, info.height]).toEqual([320, 176]);
  });

  it.each([
    ['basic', 'tcp'],
    ['digest', 'tcp'],
    ['digest', 'udp'],
  ] as const)('passes %s over %s, and no password stands in the process list', async (scheme, transport) => {
    await serve(undefined, scheme);
    const credentials = { user: 'ad-min', password: PASSWORD };
    const { capture } = watch({ credentials, transport });
    await capture.next();
    const { stdout } = await run('ps', ['-eww', '-o', 'args']);
    expect(stdout).toContain('pipe:3');
    expect(stdout).not.toContain('hunter2');
  });

  it('tells a wrong password, and keeps it to itself', async () => {
    await serve(undefined, 'digest');
    const { until, told } = watch({ credentials: { user: 'ad-min', password: 'hunter3' } });
    await until('down unauthorized');
    expect(told.join()).not.toContain('hunter3');
  });

  it('tells a path that is not there', async () => {
    await serve();
    await watch({ url: server.url('/other') }).until('down not-found');
  });

  it('tells a server that is gone, and watches again when it is back', async () => {
    await serve();
    const { capture, told, until } = watch();
    await until('watching');
    await server.stop();
    await until('down refused');
    await server.start();
    await eventually(() => expect(told.at(-1)).toBe('watching'));
    expect(capture.figures.restarts).toBeGreaterThan(0);
  });

  it.each([
    ['stall', 'down stalled'],
    ['garbage', 'down garbage'],
    ['freeze', 'frozen frozen'],
  ] as const)('tells %s, and watches again after it', async (kind, state) => {
    await serve();
    const { told, until } = watch({ frameWithin: 1500, frozenAfter: 1500 });
    await until('watching');
    server.fault('/cam', { kind });
    await until(state);
    server.fault('/cam', undefined);
    await eventually(() => expect(told.at(-1)).toBe('watching'));
  });

  it.each(['h264', 'mjpeg'] as const)('keeps frames of %s whole when the resolution changes', async (codec) => {
    await serve(await videos.red(codec, '320x176'));
    const { capture } = watch();
    await expectRed(capture, 3);
    const source = await loadSource(await videos.red(codec, '640x480'));
    server.fault('/cam', { kind: 'switch', source, sessions: 'keep' });
    await expectRed(capture, 10);
    expect(capture.figures.restarts).toBe(0);
  });

  it('goes on with frames where segments cannot be written', async () => {
    await serve();
    const file = join(videos.folder, 'a-file');
    await writeFile(file, '');
    const { capture, errors } = watch({ segments: { folder: join(file, 'ring') } });
    await capture.next();
    expect((await capture.next())!.seq).toBeGreaterThan(0);
    expect(errors[0]).toMatch(/write segments to/);
    expect(capture.figures.restarts).toBe(0);
  });

  it('leaves no process and no descriptor after five restarts and a stop, even of a stopped ffmpeg', async () => {
    await serve();
    const before = await descriptors();
    const { capture } = watch({ segments: { folder: join(videos.folder, 'ring-restarts') } });
    for (let restart = 1; restart <= 5; restart++) {
      const seen = capture.figures.frames;
      await eventually(() => expect(capture.figures.frames).toBeGreaterThan(seen));
      const [child = ''] = await children();
      process.kill(Number.parseInt(child, 10), 'SIGKILL');
      await eventually(() => expect(capture.figures.restarts).toBe(restart));
    }
    await capture.next();
    await capture.next();
    const [child = ''] = await children();
    process.kill(Number.parseInt(child, 10), 'SIGSTOP');
    await capture.stop();
    expect(await children()).toEqual([]);
    await eventually(async () => expect(await descriptors()).toBeLessThanOrEqual(before));
  });

  it('tells where frames could not be taken in, ends that ffmpeg, says so, and watches again', async () => {
    await serve();
    const told: string[] = [];
    const processes: boolean[] = [];
    let fails = true;
    const capture = new Capture(
      { ...BASE, url: server.url('/cam') },
      {
        onState: (state, cause) => {
          told.push(cause ? `${state} ${cause.code}` : state);
          if (state !== 'watching' || !fails) return;
          fails = false;
          throw new Error('thrown while a frame is taken in');
        },
        onChild: (_, alive) => processes.push(alive),
      },
    );
    capture.start(new AbortController().signal);
    ends.push(() => capture.stop());
    await eventually(() => expect(told).toEqual(['starting', 'watching', 'down fault', 'watching']));
    expect(processes).toEqual([true, false, true]);
  });

  it('tells an ffmpeg that was stopped, ends it, and watches again with another', async () => {
    await serve();
    const { told, until } = watch({ frameWithin: 1500 });
    await until('watching');
    const [child = ''] = await children();
    process.kill(Number.parseInt(child, 10), 'SIGSTOP');
    await until('down ffmpeg-hung');
    await eventually(() => expect(told.at(-1)).toBe('watching'));
    expect(await children()).not.toContain(child);
  });

  it('starts one ffmpeg at an address that refuses, then only knocks until somebody listens', async () => {
    await serve();
    const log = join(videos.folder, 'starts.log');
    const counted = join(videos.folder, 'counted-ffmpeg');
    await writeFile(counted, `#!/bin/sh\necho start >> '${log}'\nexec ffmpeg "$@"\n`, { mode: 0o755 });
    await server.stop();
    let downs = 0;
    const capture = new Capture(
      { ...BASE, url: server.url('/cam'), ffmpeg: counted },
      {
        onState: (state) => {
          if (state === 'down') downs += 1;
        },
      },
    );
    capture.start(new AbortController().signal);
    ends.push(() => capture.stop());
    await eventually(() => expect(downs).toBeGreaterThan(0));
    // Three tries later, within 1 + 1.5 + 2 s, it is still one start.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect((await readFile(log, 'utf8')).trim().split('\n')).toHaveLength(1);
    await server.start();
    await capture.next();
    expect((await readFile(log, 'utf8')).trim().split('\n')).toHaveLength(2);
    expect(capture.figures.restarts).toBe(1);
  });

  it('tells that ffmpeg is missing', async () => {
    await serve();
    await watch({ ffmpeg: '/nowhere/ffmpeg' }).until('down no-ffmpeg');
  });

  it('probes a camera and takes a still', async () => {
    await serve(await videos.video('h265'), 'digest');
    const credentials = { user: 'ad-min', password: PASSWORD };
    const signal = new AbortController().signal;
    expect(await probe(server.url('/cam'), credentials, 'tcp', signal)).toMatchObject({
      codec: 'hevc',
      width: 320,
      height: 176,
    });
    const jpeg = await still(server.url('/cam'), credentials, 'tcp', signal);
    expect([...jpeg.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    await expect(probe(server.url('/no'), credentials, 'tcp', signal)).rejects.toThrow(/no stream of that name/);
  });

  it('removes old segments', async () => {
    await serve();
    const folder = join(videos.folder, 'ring-old');
    const { segments } = watch({ segments: { folder, seconds: 1, keepSeconds: 2 } });
    await eventually(() => expect(segments.length).toBeGreaterThan(5));
    // One is told of before the oldest is removed, and several may come at once after a busy moment.
    await eventually(async () => {
      await expect(stat(segments[0]!.file)).rejects.toThrow(/ENOENT/);
      expect((await readdir(folder)).length).toBeLessThan(6);
    });
  });
});
