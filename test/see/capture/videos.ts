import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Encoder arguments of each codec; small, with a key picture every second. */
const CODECS = {
  h264: ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-pix_fmt', 'yuv420p'],
  bframes: ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '2', '-g', '10', '-pix_fmt', 'yuv420p'],
  h265: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error:keyint=10', '-pix_fmt', 'yuv420p'],
  mjpeg: ['-c:v', 'mjpeg', '-huffman', 'default', '-pix_fmt', 'yuvj420p'],
};

/** A folder under the system's temporary one, and videos with noise in it, 10 frames a second. */
export async function videoFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'roost-capture-'));
  return {
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
    /** A picture of nothing but red. */
    async red(codec: keyof typeof CODECS, size: string): Promise<string> {
      const file = join(folder, `red-${codec}-${size}.mkv`);
      await run('ffmpeg', [
        '-v',
        'error',
        '-y',
        '-f',
        'lavfi',
        '-i',
        `color=red:s=${size}:r=10:d=6`,
        ...CODECS[codec],
        file,
      ]);
      return file;
    },
    /** A picture of nothing but red with a key picture every `every` frames, 10 a second, twice that long. */
    async far(codec: 'h264' | 'h265', every: number): Promise<string> {
      const file = join(folder, `far-${codec}-${every}.mkv`);
      const scene = `color=red:s=320x176:r=10:d=${(2 * every) / 10}`;
      const keys =
        codec === 'h264'
          ? ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', `${every}`]
          : ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', `log-level=error:keyint=${every}:scenecut=0`];
      await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', scene, ...keys, '-pix_fmt', 'yuv420p', file]);
      return file;
    },
    async video(codec: keyof typeof CODECS, size = '320x176', seconds = 6): Promise<string> {
      const file = join(folder, `${codec}-${size}-${seconds}.mkv`);
      const scene = `testsrc2=s=${size}:r=10:d=${seconds},noise=alls=10:allf=t`;
      await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', scene, ...CODECS[codec], file]);
      return file;
    },
  };
}
