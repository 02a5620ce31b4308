import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { measurePicture } from '../../../src/see/watch/picture.ts';
import { SightJudge } from '../../../src/see/watch/sight.ts';

const [WIDTH, HEIGHT] = [640, 360];

/** The brightness of one picture of a moving scene, as ffmpeg makes it through H.264 and a filter. */
function picture(filter: string) {
  const scene = ['-f', 'lavfi', '-i', `mandelbrot=size=${WIDTH}x${HEIGHT}:rate=5:start_scale=0.02`];
  const asked = ['-v', 'error', ...scene, '-frames:v', '1', '-vf', `${filter},format=yuv420p`, '-f', 'rawvideo', '-'];
  const bytes = execFileSync('ffmpeg', asked, { maxBuffer: 1 << 24 });
  return measurePicture({ width: WIDTH, height: HEIGHT, data: new Uint8Array(bytes.subarray(0, WIDTH * HEIGHT)) });
}

describe('pictures that ffmpeg made', () => {
  const clear = picture('null');
  const judge = () => {
    const practised = new SightJudge({ infrared: false, usual: {} });
    for (let minute = 0; minute < 60; minute++) practised.judge(clear);
    return practised;
  };

  it.each([
    ['as they come', 'null', 'clear'],
    ['in somewhat less light', 'eq=brightness=-0.06', 'clear'],
    ['out of focus', 'gblur=sigma=6', 'blurred'],
    ['behind a bag: nothing but shades', 'gblur=sigma=60', 'covered'],
    ['of one colour', 'drawbox=color=gray:t=fill', 'covered'],
    ['with the lid on', 'drawbox=color=black:t=fill', 'dark'],
    // What it cannot see: a leaf over a third of the picture leaves the rest as sharp as it was.
    ['with a leaf over a third', `drawbox=w=${WIDTH / 3}:color=olive:t=fill`, 'clear'],
  ])('%s', (_, filter, sight) => expect(judge().judge(picture(filter))).toBe(sight));
});
