import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureScene } from '../../fixtures/scenes/ensure.ts';

const run = promisify(execFile);

/** Small cuts of scenes, as a camera's substream sends them: 640x360, 10 frames and one key picture a second. */
export class Cuts {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(): Promise<Cuts> {
    return new Cuts(await mkdtemp(join(tmpdir(), 'roost-cuts-')));
  }

  /**
   * Seconds `from` to `from + seconds` of a scene.
   * @param size e.g. `640x360`
   * @param part of the scene that is shown, as ffmpeg's crop takes it: `width:height:left:top`
   */
  async cut(scene: string, from: number, seconds: number, size = '640x360', part?: string): Promise<string> {
    const { video } = await ensureScene(scene);
    const file = join(this.#folder, `${scene}-${from}-${seconds}-${size}-${part?.replaceAll(':', '-') ?? 'whole'}.mp4`);
    const codec = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '26', '-g', '10', '-bf', '0'];
    const span = ['-ss', String(from), '-t', String(seconds)];
    await run('ffmpeg', [
      '-v',
      'error',
      '-y',
      ...span,
      '-i',
      video,
      ...(part ? ['-vf', `crop=${part}`] : []),
      '-s',
      size,
      ...codec,
      file,
    ]);
    return file;
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}
