import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { FreezeWatch } from '../../../src/see/capture/freeze.ts';

const SIZE = { width: 160, height: 144 };
const PIXELS = SIZE.width * SIZE.height;

/** A picture of which every cell shows something: no two of another seed are alike. */
function picture(seed = 0): Uint8Array {
  return Uint8Array.from({ length: PIXELS }, (_, i) => 60 + ((i * 7) % 40) + (seed % 60));
}

/** A watch that is shown a picture a second; each is a key picture unless said. @returns what it says of each */
function watch() {
  const freeze = new FreezeWatch(8_000);
  freeze.begin(SIZE);
  let [at, keys] = [0, 0];
  return (data: Uint8Array, seconds: number, key = true) =>
    Array.from({ length: seconds }, () => {
      at += 1_000;
      if (key) keys += 1;
      return freeze.see(data, at, keys);
    });
}

describe('FreezeWatch', () => {
  it('calls the same picture frozen after 8 s, and not any more once it changes', () => {
    const show = watch();
    expect(show(picture(), 20).indexOf(true)).toBe(9);
    expect(show(picture(1), 1)).toEqual([false]);
    expect(show(picture(1), 20).indexOf(true)).toBe(8);
  });

  it('says nothing before three key pictures were all the same, nor of one that shows nothing', () => {
    const show = watch();
    show(picture(), 1);
    expect(show(picture(), 300, false)).not.toContain(true);
    expect(show(picture(), 2)).not.toContain(true);
    expect(show(picture(), 1)).toEqual([true]);
    expect(watch()(new Uint8Array(PIXELS).fill(20), 100)).not.toContain(true);
  });

  it('calls pictures that come again and again frozen after ten minutes, as of one that is still coded at every key picture', () => {
    const show = watch();
    const said = Array.from({ length: 700 }, (_, i) => show(picture(i % 4), 1)[0]);
    expect([said.indexOf(true), said.lastIndexOf(false)]).toEqual([604, 603]);
  });

  it('takes a film that comes again and again for none, where something moves through it', () => {
    const show = watch();
    const film = Array.from({ length: 12 }, (_, i) => {
      const data = picture();
      for (let y = 0; y < 24; y++) data.fill(200, y * 160 + 12 * i, y * 160 + 12 * i + 12);
      return data;
    });
    for (let second = 0; second < 700; second++) expect(show(film[second % 12]!, 1)).toEqual([false]);
    expect(show(film[0]!, 20).indexOf(true)).toBe(9);
    expect(show(film[1]!, 1)).toEqual([false]);
  });

  it('takes a bird in one corner for no clock, as long as key pictures differ elsewhere', () => {
    const show = watch();
    for (let second = 0; second < 700; second++) {
      const data = picture(second % 300 === 0 ? second : Math.floor(second / 300));
      data.fill(second % 200, 0, 20);
      expect(show(data, 1)).toEqual([false]);
    }
  });
});

/** Half an hour of pictures at one a second, as a camera codes them, in a few seconds. */
describe('half an hour of a night', () => {
  const FRAMES = 1_800;
  const EVERY = 20;
  /** A dark picture, and a text that counts seconds within it: eight digits of two. */
  const DARK = "geq=lum='40+25*sin(X/5)*cos(Y/7)+12*sin(X*Y/300)':cb=128:cr=128";
  const digits = Array.from(
    { length: 8 },
    (_, i) => `drawbox=x=${8 + 6 * i}:y=6:w=5:h=8:c=white:t=fill:enable='mod(floor(t/${2 ** (7 - i)}),2)'`,
  );
  const CLOCK = ['drawbox=x=6:y=4:w=52:h=12:c=black:t=fill', ...digits].join(',');

  /** What a watch says of each picture of a film. */
  async function seen(changes: readonly string[], codec: readonly string[]): Promise<boolean[]> {
    const still = `color=black:s=${SIZE.width}x${SIZE.height}:r=1:d=1,${DARK},loop=loop=${FRAMES}:size=1,setpts=N/TB`;
    const filter = [still, ...changes].join(',');
    const keys = ['-g', `${EVERY}`, '-keyint_min', `${EVERY}`, '-sc_threshold', '0'];
    const coded = [
      '-frames:v',
      `${FRAMES}`,
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
      '-threads',
      '1',
      ...codec,
      ...keys,
    ];
    const raw = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
    const run = (args: string[]) =>
      promisify(execFile)('sh', ['-c', args.join(' ')], { encoding: 'buffer', maxBuffer: 1e9 });
    const quoted = (args: string[]) => args.map((arg) => `'${arg.replaceAll("'", "'\\''")}'`).join(' ');
    const { stdout } = await run([
      `ffmpeg ${quoted(['-v', 'error', '-f', 'lavfi', '-i', filter, ...coded, '-f', 'matroska', '-'])}`,
      `| ffmpeg ${quoted(['-v', 'error', '-i', '-', '-fps_mode', 'passthrough', ...raw])}`,
    ]);
    const freeze = new FreezeWatch(8_000);
    freeze.begin(SIZE);
    return Array.from({ length: stdout.length / PIXELS }, (_, i) =>
      freeze.see(stdout.subarray(i * PIXELS, (i + 1) * PIXELS), i * 1_000, 1 + Math.floor(i / EVERY)),
    );
  }

  it.each([
    ['strong compression', [], ['-preset', 'ultrafast', '-crf', '40']],
    ['the strongest', [], ['-preset', 'ultrafast', '-crf', '51']],
    ['the strongest, under a clock', [CLOCK], ['-preset', 'ultrafast', '-crf', '51']],
    ['a bound of bytes', [CLOCK], ['-preset', 'ultrafast', '-b:v', '2k', '-maxrate', '3k', '-bufsize', '6k']],
  ])('is not frozen while it is quiet, with %s', async (_, clock, codec) => {
    const said = await seen(['noise=alls=2:allf=t', ...clock], codec);
    expect(said).toHaveLength(FRAMES);
    expect(said.indexOf(true)).toBe(-1);
  });

  it.each([
    ['usual compression', ['-preset', 'ultrafast', '-crf', '23']],
    ['strong compression', ['-preset', 'ultrafast', '-crf', '40']],
  ])('is frozen under a clock that runs on, with %s', async (_, codec) => {
    const said = await seen([CLOCK], codec);
    expect(said).toHaveLength(FRAMES);
    expect(said.lastIndexOf(false)).toBeLessThan(FRAMES - 60);
  });
});
