import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../../fixtures/rtsp/server.ts';
import { loadSource } from '../../../fixtures/rtsp/source.ts';
import type { ClipRequest, Media, Segment } from '../../../src/base/domain.ts';
import { Capture } from '../../../src/see/capture/capture.ts';
import { cutClip } from '../../../src/see/media/clips.ts';
import { eventually, patient } from '../../patience.ts';
import { videoFolder } from '../capture/videos.ts';

const CHROMIUM = '/usr/bin/chromium';
const live = new AbortController().signal;

/** Clips of what a capture copies from a camera, played by a browser. */
describe('cutClip of a real capture', { timeout: patient(60_000) }, () => {
  let videos: Awaited<ReturnType<typeof videoFolder>>;
  let browser: Browser | undefined;
  let server: RtspServer;
  let capture: Capture;

  beforeAll(async () => {
    videos = await videoFolder();
    if (existsSync(CHROMIUM))
      browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await videos.remove();
  });
  afterEach(async () => {
    await capture.stop();
    await server.stop();
  });

  async function watch(name: string, file: string) {
    server = new RtspServer();
    server.mount('/east', await loadSource(file));
    await server.start();
    const segments: Segment[] = [];
    const folder = join(videos.folder, name);
    capture = new Capture(
      {
        camera: 'east',
        url: server.url('/east'),
        fps: 5,
        limit: { width: 320, height: 176 },
        segments: { folder, seconds: 2 },
      },
      { onSegment: (segment) => segments.push(segment) },
    );
    capture.start(live);
    const recorded = (until: number) => eventually(() => expect(segments.at(-1)?.endAt ?? 0).toBeGreaterThan(until));
    return { segments, recorded };
  }

  const cut = async (asked: Pick<ClipRequest, 'startAt' | 'endAt' | 'segments'>) =>
    (await cutClip(videos.folder, { camera: 'east', visits: ['v'], people: [], ...asked }, live))[0]!;
  const probe = ({ file }: Media, entry: string) =>
    execFileSync('ffprobe', ['-v', 'error', '-show_entries', entry, '-of', 'csv=p=0', join(videos.folder, file)], {
      encoding: 'utf8',
    }).trim();

  /** Plays a clip in Chromium to its end, many times as fast; what went wrong, the length and the sizes that it showed. */
  async function played({ file }: Media) {
    const site = createServer((request, response) => {
      if (request.url !== '/clip.mp4') response.setHeader('Content-Type', 'text/html').end('<video muted></video>');
      else
        response
          .setHeader('Content-Type', 'video/mp4')
          .end(execFileSync('cat', [join(videos.folder, file)], { maxBuffer: 1e9 }));
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const page = await browser!.newPage();
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    const result = await page.evaluate(`new Promise((resolve) => {
      const video = document.querySelector('video');
      const sizes = new Set();
      const tell = (why) => resolve({ why, seconds: video.duration, at: video.currentTime, sizes: [...sizes] });
      video.addEventListener('timeupdate', () => sizes.add(video.videoWidth + 'x' + video.videoHeight));
      video.addEventListener('error', () => tell(video.error.message));
      video.addEventListener('ended', () => tell('ended'));
      video.playbackRate = 8;
      video.src = '/clip.mp4';
      video.play();
    })`);
    await page.close();
    site.close();
    return result as { why: string; seconds: number; at: number; sizes: string[] };
  }

  it.each(['h264', 'bframes', 'h265'] as const)('is as long as asked, %s', async (codec) => {
    const { segments, recorded } = await watch(codec, await videos.video(codec, '320x176', 20));
    await eventually(() => expect(segments.length).toBeGreaterThan(1));
    const startAt = segments[1]!.startAt + 500;
    await recorded(startAt + 7000);
    const media = await cut({ startAt, endAt: startAt + 6000, segments });
    expect(media.at).toBe(startAt);
    // A key picture a second, and one more picture.
    expect(Math.abs(Number(probe(media, 'format=duration')) - 6)).toBeLessThan(1.2);
    expect(Math.abs(Number(probe(media, 'stream=nb_frames')) - 60)).toBeLessThan(14);
    expect(probe(media, 'stream=codec_tag_string')).toBe(codec === 'h265' ? 'hvc1' : 'avc1');
  });

  it('plays across a restart of the camera with pictures of another size, with all of its time', async (test) => {
    if (!browser) return test.skip();
    const { segments, recorded } = await watch('sizes', await videos.video('h264', '320x176', 20));
    await eventually(() => expect(segments.length).toBeGreaterThan(1));
    const startAt = segments[0]!.startAt + 1000;
    server.fault('/east', { kind: 'drop' });
    await sleep(1000);
    server.mount('/east', await loadSource(await videos.video('h264', '640x480', 20)));
    await recorded(startAt + 15_000);
    const media = await cut({ startAt, endAt: startAt + 14_000, segments });
    const { why, seconds, sizes } = await played(media);
    expect({ why, sizes }).toEqual({ why: 'ended', sizes: ['320x176'] });
    expect(Math.abs(seconds - 14)).toBeLessThan(1);
  });

  it('plays across a change of size while the camera goes on', async (test) => {
    if (!browser) return test.skip();
    const { segments, recorded } = await watch('live-sizes', await videos.video('h264', '320x176', 20));
    await eventually(() => expect(segments.length).toBeGreaterThan(1));
    const startAt = segments[0]!.startAt + 1000;
    const source = await loadSource(await videos.video('h264', '640x480', 20));
    server.fault('/east', { kind: 'switch', source, sessions: 'keep' });
    await recorded(startAt + 12_000);
    const media = await cut({ startAt, endAt: startAt + 11_000, segments });
    const { why, seconds, sizes } = await played(media);
    expect({ why, sizes }).toEqual({ why: 'ended', sizes: ['320x176'] });
    expect(Math.abs(seconds - 11)).toBeLessThan(1);
  });
});
