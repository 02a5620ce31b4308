import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../../fixtures/rtsp/server.ts';
import { loadSource } from '../../../fixtures/rtsp/source.ts';
import type { Frame } from '../../../src/base/domain.ts';
import { Capture } from '../../../src/see/capture/capture.ts';
import { FileSource } from '../../../src/see/capture/file-source.ts';
import { eventually } from '../../patience.ts';
import { videoFolder } from './videos.ts';

const signal = new AbortController().signal;
const LIMIT = { pixels: 320 * 180 };

/** What a camera sends, and the size that is analysed of it. */
const SHAPES = [
  { name: '4:3', sends: '640x480', sar: '1', size: { width: 278, height: 208 } },
  { name: 'upright', sends: '360x640', sar: '1', size: { width: 180, height: 320 } },
  { name: 'a panorama', sends: '768x288', sar: '1', size: { width: 392, height: 146 } },
  { name: 'pixels that are no squares', sends: '704x576', sar: '12/11', size: { width: 278, height: 208 } },
  { name: 'smaller than the limit', sends: '160x120', sar: '1', size: { width: 160, height: 120 } },
];

describe('the shape of live pictures', () => {
  let videos: Awaited<ReturnType<typeof videoFolder>>;
  let server: RtspServer;

  beforeAll(async () => {
    videos = await videoFolder();
    server = new RtspServer();
    await server.start();
  });
  afterAll(async () => {
    await server.stop();
    await videos.remove();
  });

  /** A circle, as it is shown, that stands still. */
  async function circle({ name, sends, sar }: (typeof SHAPES)[number]): Promise<string> {
    const file = join(videos.folder, `${name.replaceAll(/\W/g, '-')}.mkv`);
    const [width, height] = sends.split('x').map(Number) as [number, number];
    const inside = `lt(hypot((X-${width / 2})*${sar},Y-${height / 2}),${Math.min(width, height) / 3})`;
    const scene = `color=gray:s=16x16:r=5:d=3,scale=${sends},geq=lum='if(${inside},220,40)':cb=128:cr=128,setsar=${sar}`;
    const codec = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '5', '-pix_fmt', 'yuv420p'];
    await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', scene, ...codec, file]);
    return file;
  }

  async function live(path: string): Promise<Frame> {
    const capture = new Capture({ camera: 'c', url: server.url(path), fps: 5, limit: LIMIT });
    capture.start(signal);
    const frame = (await capture.next())!;
    await capture.stop();
    return frame;
  }

  async function replayed(file: string): Promise<Frame> {
    const source = new FileSource({ camera: 'c', file, startAt: 0, fps: 5, limit: LIMIT });
    await source.start(signal);
    const frame = (await source.next())!;
    await source.stop();
    return frame;
  }

  it('is the one in which the stream is shown, as in replay: a circle stays one', async () => {
    await Promise.all(
      SHAPES.map(async (shape, i) => {
        const file = await circle(shape);
        server.mount(`/${i}`, await loadSource(file));
        const [now, then] = [await live(`/${i}`), await replayed(file)];
        expect(now, shape.name).toMatchObject(shape.size);
        expect(then, shape.name).toMatchObject(shape.size);
        expect([wideOver(now), wideOver(then)], shape.name).toEqual([expect.closeTo(1, 1), expect.closeTo(1, 1)]);
      }),
    );
  });

  it.each(['close', 'keep'] as const)(
    'is told anew by a camera that is set to another one, sessions: %s',
    async (sessions) => {
      const [upright, wide] = [SHAPES[1]!, SHAPES[0]!];
      server.mount('/set', await loadSource(await circle(upright)));
      const capture = new Capture({ camera: 'c', url: server.url('/set'), fps: 5, limit: LIMIT, sizeFor: 0 });
      capture.start(signal);
      expect(await capture.next()).toMatchObject(upright.size);
      const source = await loadSource(await circle(wide));
      server.fault('/set', { kind: 'switch', source, sessions });
      await eventually(async () => expect(await capture.next()).toMatchObject(wide.size));
      await capture.stop();
    },
  );
});

/** How much wider than high what is bright in a frame is. */
function wideOver({ data, width, height }: Frame): number {
  const bright = Array.from({ length: width * height }, (_, i) => i).filter((i) => data[i]! > 128);
  const span = (of: (i: number) => number) => Math.max(...bright.map(of)) - Math.min(...bright.map(of)) + 1;
  return span((i) => i % width) / span((i) => Math.floor(i / width));
}
