import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../../fixtures/rtsp/server.ts';
import { loadSource } from '../../../fixtures/rtsp/source.ts';
import type { Segment } from '../../../src/base/domain.ts';
import { Capture } from '../../../src/see/capture/capture.ts';
import type { CaptureOptions } from '../../../src/see/capture/options.ts';
import { probeFile } from '../../../src/see/capture/probe-file.ts';
import { eventually } from '../../patience.ts';
import { videoFolder } from './videos.ts';

const run = promisify(execFile);
const LOGIN = { user: 'ad-min', password: "hunter2 '@:/%25" };

/** One camera with a main stream of 640x480 and a substream of 320x176. */
describe('Capture with a second address for clips', () => {
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

  async function watch(name: string, more: Partial<CaptureOptions> = {}) {
    server = new RtspServer({ auth: { scheme: 'digest', ...LOGIN } });
    server.mount('/main', await loadSource(await videos.video('h264', '640x480')));
    server.mount('/sub', await loadSource(await videos.video('h264')));
    await server.start();
    const told: string[] = [];
    const segments: Segment[] = [];
    capture = new Capture(
      {
        ...{ camera: 'east', fps: 5, limit: { width: 320, height: 176 }, credentials: LOGIN },
        ...{ url: server.url('/sub'), recordUrl: server.url('/main') },
        segments: { folder: join(videos.folder, name), seconds: 1 },
        ...more,
      },
      {
        onState: (state, cause) => told.push(cause ? `${state} ${cause.code}: ${cause.message}` : state),
        onSegment: (segment) => segments.push(segment),
      },
    );
    capture.start(new AbortController().signal);
    const until = (text: RegExp) => eventually(() => expect(told).toContainEqual(expect.stringMatching(text)));
    return { told, segments, until };
  }

  it('takes frames from the one and segments from the other, and hides the password', async () => {
    const { segments, told } = await watch('both');
    await eventually(() => expect(segments.length).toBeGreaterThan(1));
    const { width, height } = await probeFile(segments[1]!.file);
    expect([width, height]).toEqual([640, 480]);
    expect((await capture.next())!.data.length).toBe((320 * 176 * 3) / 2);
    expect([server.sessions('/sub'), server.sessions('/main')]).toEqual([1, 1]);
    expect(told).toEqual(['starting', 'watching']);
    const { stdout } = await run('ps', ['-eww', '-o', 'args']);
    expect(stdout).toContain('pipe:3');
    expect(stdout).not.toContain('hunter2');
  });

  it('goes on with frames when only the stream for clips ends, says so, and takes it up again', async () => {
    const { segments, until, told } = await watch('ended');
    await eventually(() => expect(segments.length).toBeGreaterThan(0));
    const { frames } = capture.figures;
    server.fault('/main', { kind: 'drop' });
    await until(/^watching no-clips: Visits get no clips: 127\.0\.0\.1:\d+ \(url, for clips\) /);
    await eventually(() => expect(capture.figures.frames).toBeGreaterThan(frames + 5));
    server.fault('/main', undefined);
    await eventually(() => expect(told.at(-1)).toBe('watching'));
    expect(capture.figures.restarts).toBe(0);
    const before = segments.length;
    await eventually(() => expect(segments.length).toBeGreaterThan(before));
  });

  it('does not end a run for a disk that never took a segment', async () => {
    const file = join(videos.folder, 'a-file');
    await writeFile(file, '');
    await watch('none', { segments: { folder: join(file, 'ring'), seconds: 1 } });
    await eventually(() => expect(capture.figures.frames).toBeGreaterThan(15));
    expect(capture.figures.restarts).toBe(0);
  });

  it.each([
    [
      'recordUrl',
      /^watching no-clips: Visits get no clips: 127\.0\.0\.1:\d+ \(url, for clips\) answers, but has no stream/,
    ],
    ['url', /^down not-found: 127\.0\.0\.1:\d+ \(analysisUrl\) answers, but has no stream/],
  ] as const)('says that it is %s that cannot be opened', async (which, words) => {
    const free = new RtspServer();
    await free.start();
    const { until, told } = await watch(`no-${which}`, { [which]: free.url('/none') });
    await until(words);
    expect(told.join()).not.toContain('hunter2');
    await free.stop();
  });
});
