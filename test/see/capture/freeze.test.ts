import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { FreezeWatch } from '../../../src/see/capture/freeze.ts';

const SIZE = { width: 160, height: 144 };
const PIXELS = SIZE.width * SIZE.height;

/** A picture of which every cell shows something: no two of another seed are alike. */
function picture(seed = 0): Uint8Array {
  const data = new Uint8Array(PIXELS);
  for (let i = 0; i < PIXELS; i++) data[i] = 60 + ((i * 7) % 40) + (seed % 60);
  return data;
}

/** A picture of which the left half stands still, and the right half is like no other. */
function half(seed: number): Uint8Array {
  const [data, still] = [noise(seed), picture()];
  for (let from = 0; from < PIXELS; from += SIZE.width) data.set(still.subarray(from, from + SIZE.width / 2), from);
  return data;
}

/** A picture of which every cell differs a little from that of every other seed, in the rows that are looked at. */
function noise(seed: number): Uint8Array {
  let state = seed + 1;
  const data = picture();
  for (let y = 0; y < SIZE.height; y += 8)
    for (let i = y * SIZE.width; i < (y + 1) * SIZE.width; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      data[i]! += state >>> 30;
    }
  return data;
}

/** Writes seconds into the upper left and the lower right corner of a picture. */
function texts(data: Uint8Array, second: number): Uint8Array {
  for (let y = 0; y < 8; y++) data.fill(second % 200, y * SIZE.width, y * SIZE.width + 30);
  for (let y = SIZE.height - 8; y < SIZE.height; y++)
    data.fill((second * 7) % 200, y * SIZE.width + 130, y * SIZE.width + 160);
  return data;
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
    expect([said.indexOf(true), said.lastIndexOf(false)]).toEqual([620, 619]);
  });

  it('is frozen where texts far apart run on, and an encoder codes most of it otherwise each time', () => {
    const show = watch();
    const said = Array.from({ length: 900 }, (_, second) => show(texts(half(second), second), 1)[0]);
    expect(said.lastIndexOf(false)).toBeLessThan(700);
  });

  it('is alive within seconds once something moves, and within three key pictures once it is otherwise all over', () => {
    const frozen = () => {
      const show = watch();
      for (let second = 0; second < 900; second++) show(texts(half(second), second), 1);
      return show;
    };
    const crossing = Array.from({ length: 3 }, (_, i) => {
      const data = texts(half(i), i);
      for (let y = 32; y < 80; y++) data.fill(200, y * 160 + 50 * i, y * 160 + 50 * i + 50);
      return data;
    });
    const moved = frozen();
    expect(crossing.flatMap((data) => moved(data, 1))).toContain(false);
    const thawed = frozen();
    const said = Array.from({ length: 10 }, (_, i) => thawed(texts(noise(i), i), 1)[0]);
    expect(said.indexOf(false)).toBeLessThan(8);
    expect(said.slice(said.indexOf(false))).not.toContain(true);
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
    for (let second = 0; second < 1_300; second++) expect(show(texts(noise(second), second), 1)).toEqual([false]);
  });
});

/** Half an hour of pictures, one in five seconds and a key picture in twenty, as a camera codes them, in a few seconds. */
describe('half an hour', () => {
  const [WIDTH, HEIGHT, FRAMES, EVERY] = [640, 360, 360, 4];
  /** A dark picture and a bright one, both with noise that stands still. */
  const dark = "geq=lum='40+25*sin(X/20)*cos(Y/18)+12*sin(X*Y/3000)':cb=128:cr=128";
  const bright = "geq=lum='130+50*sin(X/20)*cos(Y/18)+40*sin(X*Y/900)':cb=128:cr=128";
  /** A text that counts seconds: eight digits of two. */
  const clock = (left: number, top: number) =>
    Array.from(
      { length: 8 },
      (_, i) => `drawbox=x=${left + 10 * i}:y=${top}:w=8:h=16:c=white:t=fill:enable='mod(floor(n/${2 ** (7 - i)}),2)'`,
    ).join(',');
  const CLOCK = clock(180, 10);
  const COUNTER = clock(540, 330);

  /** What a watch says of each picture of a film. */
  async function seen(scene: string, changes: readonly string[], codec: readonly string[]): Promise<boolean[]> {
    const still = `color=black:s=${WIDTH}x${HEIGHT}:r=1:d=1,${scene},noise=alls=4,loop=loop=${FRAMES}:size=1,setpts=N/TB`;
    const filter = [still, ...changes].join(',');
    const keys = ['-g', `${EVERY}`, '-keyint_min', `${EVERY}`, '-sc_threshold', '0', '-bf', '0'];
    const coded = ['-frames:v', `${FRAMES}`, '-pix_fmt', 'yuv420p', '-threads', '1', ...codec, ...keys];
    const quoted = (args: string[]) => args.map((arg) => `'${arg.replaceAll("'", "'\\''")}'`).join(' ');
    const command = [
      `ffmpeg ${quoted(['-v', 'error', '-f', 'lavfi', '-i', filter, ...coded, '-f', 'matroska', '-'])}`,
      `ffmpeg ${quoted(['-v', 'error', '-i', '-', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'])}`,
    ].join(' | ');
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { encoding: 'buffer', maxBuffer: 1e9 });
    const freeze = new FreezeWatch(8_000);
    freeze.begin({ width: WIDTH, height: HEIGHT });
    const pixels = WIDTH * HEIGHT;
    return Array.from({ length: stdout.length / pixels }, (_, i) =>
      freeze.see(stdout.subarray(i * pixels, (i + 1) * pixels), i * 5_000, 1 + Math.floor(i / EVERY)),
    );
  }

  const x264 = (preset: string, ...rest: string[]) => ['-c:v', 'libx264', '-preset', preset, ...rest];
  const x265 = (crf: string) => [
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-crf',
    crf,
    '-x265-params',
    'log-level=none:pools=none:frame-threads=1',
  ];

  it.each([
    ['strong compression', dark, [CLOCK], x264('ultrafast', '-crf', '40')],
    ['the strongest', dark, [], x264('ultrafast', '-crf', '51')],
    ['the strongest, under two texts', dark, [CLOCK, COUNTER], x264('ultrafast', '-crf', '51')],
    ['the strongest of an encoder that looks ahead', dark, [CLOCK], x264('veryfast', '-crf', '51')],
    ['a bound of bytes', dark, [CLOCK], x264('ultrafast', '-b:v', '10k', '-maxrate', '15k', '-bufsize', '30k')],
    ['strong compression of H.265', dark, [CLOCK], x265('45')],
  ])('of a quiet night is not frozen, with %s', async (_, scene, texts, codec) => {
    const said = await seen(scene, ['noise=alls=2:allf=t', ...texts], codec);
    expect(said).toHaveLength(FRAMES);
    expect(said.indexOf(true)).toBe(-1);
  });

  it.each([
    ['with usual compression', dark, [CLOCK], x264('ultrafast', '-crf', '23')],
    ['with strong compression', dark, [CLOCK], x264('ultrafast', '-crf', '40')],
    ['and a counter far from it', bright, [CLOCK, COUNTER], x264('ultrafast', '-crf', '28')],
    ['of an encoder that looks ahead', bright, [CLOCK, COUNTER], x264('veryfast', '-crf', '23')],
    ['with H.265', bright, [CLOCK, COUNTER], x265('28')],
  ])('of a frozen picture is frozen under a clock that runs on, %s', async (_, scene, texts, codec) => {
    const said = await seen(scene, texts, codec);
    expect(said).toHaveLength(FRAMES);
    expect(said.lastIndexOf(false)).toBeLessThan(FRAMES - 60);
  });
});
