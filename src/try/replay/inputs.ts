import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import exif from 'exif-reader';
import sharp from 'sharp';
import { messageOf, RoostError } from '../../base/errors.ts';
import type { Picture } from '../../see/capture/picture-source.ts';
import { probeFile } from '../../see/capture/probe.ts';

/** A recorded video and when it began, in milliseconds since the epoch. */
export interface Recording {
  readonly file: string;
  readonly startAt: number;
}

/** What there is to replay, each in order of time. */
export interface Inputs {
  readonly videos: readonly Recording[];
  readonly pictures: readonly Picture[];
}

const PICTURES: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp', '.tif', '.tiff']);
const VIDEOS: ReadonlySet<string> = new Set(['.mp4', '.mkv', '.avi', '.mov', '.ts', '.webm', '.m4v', '.mpg', '.h264']);

/**
 * Finds the videos and pictures that paths name, folders with all that lies below them.
 * @param startAt when the first of them was taken; the others keep their distance. Without it a video began its own
 *   length before its file was last written, and a picture was taken when its EXIF says (as UTC where that names no
 *   offset), else when its file was last written
 * @throws RoostError naming a path that is not there, a file that is neither, or a folder that holds neither
 */
export async function findInputs(paths: readonly string[], startAt?: number): Promise<Inputs> {
  const files = (await Promise.all(paths.map(filesOf))).flat();
  const videos = await Promise.all(files.filter(isVideo).map(recording));
  const pictures = await Promise.all(files.filter((file) => !isVideo(file)).map(picture));
  videos.sort((a, b) => a.startAt - b.startAt || (a.file < b.file ? -1 : 1));
  pictures.sort((a, b) => a.at - b.at || (a.file < b.file ? -1 : 1));
  const first = Math.min(...videos.map((video) => video.startAt), ...pictures.map((one) => one.at));
  const shift = startAt === undefined ? 0 : startAt - first;
  return {
    videos: videos.map((video) => ({ ...video, startAt: video.startAt + shift })),
    pictures: spaced(pictures.map((one) => ({ ...one, at: one.at + shift }))),
  };
}

async function filesOf(path: string): Promise<string[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new RoostError('replay', path, messageOf(cause), 'Give a video, a picture, or a folder of them', { cause });
  });
  if (!found.isDirectory()) {
    if (isVideo(path) || isPicture(path)) return [path];
    throw new RoostError('replay', path, 'it is neither a video nor a picture', `Known endings: ${known()}`);
  }
  const names = await readdir(path, { recursive: true });
  const files = names.map((name) => join(path, name)).filter((file) => isVideo(file) || isPicture(file));
  if (files.length === 0)
    throw new RoostError('replay', path, 'no video and no picture in it', `Known endings: ${known()}`);
  return files.sort();
}

const isVideo = (file: string) => VIDEOS.has(extname(file).toLowerCase());
const isPicture = (file: string) => PICTURES.has(extname(file).toLowerCase());
const known = () => [...VIDEOS, ...PICTURES].join(' ');

async function recording(file: string): Promise<Recording> {
  const { mtimeMs } = await stat(file);
  const { seconds = 0 } = await probeFile(file);
  return { file, startAt: Math.round(mtimeMs - seconds * 1000) };
}

async function picture(file: string): Promise<Picture> {
  return { file, at: (await takenAt(file)) ?? Math.round((await stat(file)).mtimeMs) };
}

async function takenAt(file: string): Promise<number | undefined> {
  // A file that sharp cannot read is told of by whoever decodes it.
  const bytes = await sharp(file)
    .metadata()
    .then(
      ({ exif: found }) => found,
      () => undefined,
    );
  const taken = bytes && exif(bytes).Photo?.DateTimeOriginal;
  return taken instanceof Date && Number.isFinite(taken.getTime()) ? taken.getTime() : undefined;
}

/** Pictures of one second get times of their own, a millisecond apart: times rise strictly. */
function spaced(pictures: readonly Picture[]): Picture[] {
  let last = Number.NEGATIVE_INFINITY;
  return pictures.map((one) => {
    last = Math.max(one.at, last + 1);
    return { ...one, at: last };
  });
}
