import { constants } from 'node:fs';
import { access, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Segment } from '../../base/domain.ts';
import { messageOf, RoostError } from '../../base/errors.ts';

/** Our names only: `<start of the run>-<second of the segment>.mkv`. */
const NAME = /^\d+-\d+\.mkv$/;

/** A Matroska header without a picture has some 540 bytes. */
const SHELL_BYTES = 1024;

/**
 * Reads a line of ffmpeg's segment list: `1700000000000-1700000004.mkv,0.000000,4.040000`.
 * @param at when the line arrived; the segment ended then
 */
export function segmentOf(line: string, folder: string, at: number): Segment | undefined {
  const match = /^"?([^,"]+)"?,([\d.-]+),([\d.-]+)$/.exec(line);
  if (!match) return undefined;
  const seconds = Number(match[3]) - Number(match[2]);
  const name = basename(match[1]!);
  if (!NAME.test(name) || !(seconds > 0)) return undefined;
  return { file: join(folder, name), startAt: at - Math.round(seconds * 1000), endAt: at };
}

/** Of so many segments the longest tells how long the one in work may become. */
const LATELY = 4;

/**
 * The newest segments of one camera: older ones, and those over the bound of bytes, are removed. What a visit shows may lie in two
 * segments, of which the second ends with its next key picture: they are kept as much longer as segments are long.
 */
export class SegmentRing {
  readonly folder: string;
  readonly #keepMs: number;
  readonly #maxBytes: number;
  readonly #lengths: number[] = [];

  constructor(folder: string, keepSeconds: number, maxBytes: number) {
    this.folder = folder;
    this.#keepMs = keepSeconds * 1000;
    this.#maxBytes = maxBytes;
  }

  /**
   * Makes the folder and removes what an earlier run left in it.
   * @throws RoostError if it cannot be made or written to
   */
  async open(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      await access(this.folder, constants.W_OK);
      for (const name of await this.#names()) await rm(join(this.folder, name), { force: true });
    } catch (error) {
      throw new RoostError(
        'write segments to',
        this.folder,
        messageOf(error),
        'Frames go on, but visits get no clips',
        {
          cause: error,
        },
      );
    }
  }

  /** Takes in a segment that is complete. */
  add({ startAt, endAt }: Segment): void {
    this.#lengths.push(endAt - startAt);
    if (this.#lengths.length > LATELY) this.#lengths.shift();
  }

  /** True if a segment that ffmpeg told of holds pictures: on a full disk, or of damaged data, it is an empty shell. */
  async holds(segment: Segment): Promise<boolean> {
    const found = await stat(segment.file).catch(() => undefined);
    return (found?.size ?? 0) > SHELL_BYTES;
  }

  /**
   * Removes files last written so long ago that they are too old, then the oldest until the rest fits into the bound.
   * @throws RoostError once it has removed one that is younger than `keepSeconds` for the bound's sake
   */
  async prune(now: number): Promise<void> {
    const files = await this.#files();
    const oldest = now - this.#keepMs - Math.max(0, ...this.#lengths);
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    let short: number | undefined;
    for (const { path, bytes: size, writtenAt } of files) {
      if (writtenAt >= oldest && bytes <= this.#maxBytes) break;
      if (writtenAt >= now - this.#keepMs) short = writtenAt;
      await rm(path, { force: true });
      bytes -= size;
    }
    if (short === undefined) return;
    throw new RoostError(
      'keep segments in',
      this.folder,
      `${Math.round(this.#maxBytes / 1e6)} MB do not hold ${Math.round(this.#keepMs / 1000)} s of this stream, so that visits may get no clip`,
      'Raise budgets.ringMegabytes, or set a lower bit rate or nearer key frames in the camera',
    );
  }

  async #files(): Promise<{ path: string; bytes: number; writtenAt: number }[]> {
    const files = [];
    for (const name of await this.#names()) {
      const path = join(this.folder, name);
      // Two prunes may overlap; a file that the other one has taken is no concern of this one.
      const found = await stat(path).catch(() => undefined);
      if (found) files.push({ path, bytes: found.size, writtenAt: found.mtimeMs });
    }
    return files.sort((a, b) => a.writtenAt - b.writtenAt);
  }

  async #names(): Promise<string[]> {
    return (await readdir(this.folder)).filter((name) => NAME.test(name));
  }
}
