import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import PQueue from 'p-queue';
import { messageOf, RoostError } from '../../base/errors.ts';
import type { Picture } from '../../see/capture/picture-source.ts';
import { probeFile, type RecordedVideo } from '../../see/capture/probe-file.ts';
import { UnreadableFile } from '../../see/capture/unreadable.ts';
import { ENDINGS, mediumOf } from './endings.ts';
import { exifTime } from './exif.ts';
import type { LeftOut } from './left-out.ts';
import { walk } from './walk.ts';
import { type Clock, type When, whenOf } from './when.ts';

/** A recorded video: when it began, in milliseconds since the epoch, how that is known, and what it holds. */
export interface Recording {
  readonly file: string;
  readonly startAt: number;
  readonly when: When;
  readonly video: RecordedVideo;
}

/** A picture and how it is known when it was taken. */
export interface Taken extends Picture {
  readonly when: When;
}

/** What there is to replay, each in order of time, and what of it was left out. */
export interface Inputs {
  readonly videos: readonly Recording[];
  readonly pictures: readonly Taken[];
  readonly leftOut: readonly LeftOut[];
}

/** How inputs are looked for. */
export interface InputOptions extends Clock {
  /** When the first of them was taken; the others keep their distance. Without it each has a time of its own. */
  readonly startAt?: number;
  readonly signal: AbortSignal;
  /** Told of each file that was asked for its time. */
  readonly onFile?: (file: string, files: number) => void;
}

/** So many files are asked at once: two cores are busy with it, and memory does not grow with the folder. */
const AT_ONCE = 4;

/**
 * Finds the videos and pictures that paths name, folders with all that lies below them, and asks each for its time. What
 * cannot be read is left out; nothing is skipped without a word.
 * @throws RoostError naming a path that is not there; the signal's reason if aborted
 */
export async function findInputs(paths: readonly string[], options: InputOptions): Promise<Inputs> {
  const { signal, onFile, startAt } = options;
  for (const path of paths) await requireThere(path);
  const { files, leftOut } = await walk(paths, signal);
  const left = [...leftOut];
  const videos: Recording[] = [];
  const pictures: Taken[] = [];
  const queue = new PQueue({ concurrency: AT_ONCE });
  const ask = async (file: string) => {
    signal.throwIfAborted();
    onFile?.(file, files.length);
    try {
      const medium = mediumOf(file);
      if (medium === undefined) throw new UnreadableFile(file, 'its ending is none of a video or a picture');
      if (medium === 'video') videos.push(await recording(file, options));
      else pictures.push(await picture(file, options));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UnreadableFile)) throw error;
      left.push({ file, reason: error.reason });
    }
  };
  await queue.addAll(files.map((file) => () => ask(file)));
  videos.sort((a, b) => a.startAt - b.startAt || (a.file < b.file ? -1 : 1));
  pictures.sort((a, b) => a.at - b.at || (a.file < b.file ? -1 : 1));
  const found = { videos, pictures: spaced(pictures), leftOut: left };
  return startAt === undefined ? found : startingAt(found, startAt);
}

async function requireThere(path: string): Promise<void> {
  await stat(path).catch((cause: unknown) => {
    const hint = `Give videos, pictures, or folders of them; known endings: ${ENDINGS}`;
    throw new RoostError('replay', path, messageOf(cause), hint, { cause });
  });
}

async function recording(file: string, { signal, ...clock }: InputOptions): Promise<Recording> {
  const writtenAt = await written(file);
  const video = await probeFile(file, signal);
  const inside = video.made === undefined ? {} : { inside: { from: 'container' as const, text: video.made } };
  const when = whenOf({ name: basename(file), ...inside, writtenAt, seconds: video.seconds ?? 0 }, clock);
  return { file, startAt: when.at, when, video };
}

async function picture(file: string, clock: Clock): Promise<Taken> {
  const writtenAt = await written(file);
  const text = await exifTime(file);
  const inside = text === undefined ? {} : { inside: { from: 'exif' as const, text } };
  const when = whenOf({ name: basename(file), ...inside, writtenAt, seconds: 0 }, clock);
  return { file, at: when.at, when };
}

/** When a file was last written. @throws UnreadableFile where it is gone or holds nothing */
async function written(file: string): Promise<number> {
  const { mtimeMs, size } = await stat(file).catch((cause: unknown) => {
    throw new UnreadableFile(file, messageOf(cause), { cause });
  });
  if (size === 0) throw new UnreadableFile(file, 'it is empty: 0 bytes');
  return mtimeMs;
}

/** The same inputs, moved so that the first of them began then. */
function startingAt({ videos, pictures, leftOut }: Inputs, startAt: number): Inputs {
  const first = [...videos.map((video) => video.startAt), ...pictures.map((one) => one.at)].reduce(
    (least, at) => Math.min(least, at),
    Number.POSITIVE_INFINITY,
  );
  const moved = ({ doubts }: When, at: number): When => ({ at: at + startAt - first, from: 'start', doubts });
  return {
    videos: videos.map((video) => {
      const when = moved(video.when, video.startAt);
      return { ...video, startAt: when.at, when };
    }),
    pictures: pictures.map((one) => {
      const when = moved(one.when, one.at);
      return { ...one, at: when.at, when };
    }),
    leftOut,
  };
}

/** Pictures of one moment get times of their own, a millisecond apart: times rise strictly. */
function spaced(pictures: readonly Taken[]): Taken[] {
  let last = Number.NEGATIVE_INFINITY;
  return pictures.map((one) => {
    last = Math.max(one.at, last + 1);
    return { ...one, at: last };
  });
}
