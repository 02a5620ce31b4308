import ffmpeg from 'fluent-ffmpeg';
import { messageOf, RoostError } from '../../base/errors.ts';
import { causeOf } from './cause.ts';
import { scriptInput } from './script.ts';
import { type Credentials, type Source, source, type Transport } from './source.ts';
import { type Outcome, runTool } from './tool.ts';

/** What a camera or a file sends. */
export interface VideoInfo {
  /** As ffmpeg names it, e.g. `h264`, `hevc`, `mjpeg`. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Frames per second as announced; 0 if unknown. */
  readonly fps: number;
  /** Length in seconds, for files. */
  readonly seconds?: number;
}

/** A camera that does not answer is not waited for longer, in milliseconds. */
const CAMERA_TIMEOUT = 10_000;

/**
 * What a camera sends. ffprobe is started here and not by fluent-ffmpeg, which can pass the address only
 * as an argument, where every user of the machine can read the password.
 * @throws RoostError with the cause in words
 */
export async function probe(
  url: string,
  credentials: Credentials | undefined,
  transport: Transport,
  signal: AbortSignal,
): Promise<VideoInfo> {
  const camera = source(url, transport, credentials);
  const entries = 'stream=codec_name,width,height,avg_frame_rate,r_frame_rate';
  const args = ['-hide_banner', '-loglevel', 'level+warning', ...scriptInput()];
  const show = ['-select_streams', 'v:0', '-show_entries', entries, '-of', 'json'];
  const outcome = await runTool('ffprobe', [...args, ...show], { camera, timeout: CAMERA_TIMEOUT, signal });
  const info = outcome.stdout.length > 0 ? videoOf(JSON.parse(outcome.stdout.toString())) : undefined;
  if (!info) throw failure('probe', camera, outcome);
  return info;
}

/**
 * One picture of a camera as JPEG, at the camera's own size.
 * @throws RoostError with the cause in words
 */
export async function still(
  url: string,
  credentials: Credentials | undefined,
  transport: Transport,
  signal: AbortSignal,
): Promise<Buffer> {
  const camera = source(url, transport, credentials);
  const args = [
    '-hide_banner',
    '-nostdin',
    '-nostats',
    '-loglevel',
    'level+warning',
    '-threads',
    '1',
    ...scriptInput(),
  ];
  const jpeg = ['-map', '0:v:0', '-frames:v', '1', '-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', '-q:v', '3'];
  const outcome = await runTool('ffmpeg', [...args, ...jpeg, '-f', 'image2pipe', 'pipe:1'], {
    camera,
    timeout: CAMERA_TIMEOUT,
    signal,
  });
  if (outcome.stdout.length === 0) throw failure('take a still of', camera, outcome);
  return outcome.stdout;
}

/**
 * What a video or picture file holds.
 * @throws RoostError naming the file
 */
export async function probeFile(file: string): Promise<VideoInfo> {
  const data = await new Promise<unknown>((resolve, reject) => {
    ffmpeg.ffprobe(`file:${file}`, ['-select_streams', 'v:0'], (error: unknown, found: unknown) =>
      error ? reject(unreadable(file, messageOf(error))) : resolve(found),
    );
  });
  const info = videoOf(data);
  if (!info) throw unreadable(file, 'it holds no video');
  return info;
}

/** The error for a file that cannot be decoded. */
export function unreadable(file: string, message: string): RoostError {
  const last = message.trim().split('\n').at(-1) ?? '';
  return new RoostError('read video', file, last || 'it holds no picture', 'Is it a complete video or picture file?');
}

function failure(operation: string, camera: Source, { stderr, late }: Outcome): RoostError {
  const why = causeOf(stderr, { host: camera.host, frames: 0, silent: late });
  return new RoostError(operation, camera.shown, why.message);
}

/** Reads ffprobe's JSON, which fluent-ffmpeg gives in the same shape. */
function videoOf(data: unknown): VideoInfo | undefined {
  const { streams, format } = data as { streams?: Record<string, unknown>[]; format?: { duration?: unknown } };
  const stream = streams?.[0];
  const [width, height] = [Number(stream?.width), Number(stream?.height)];
  if (!stream || !(width > 0) || !(height > 0)) return undefined;
  const seconds = Number(format?.duration);
  return {
    codec: String(stream.codec_name),
    width,
    height,
    fps: rate(stream.avg_frame_rate) || rate(stream.r_frame_rate),
    ...(seconds > 0 ? { seconds } : {}),
  };
}

/** `25/1` is 25; `0/0` is 0. */
function rate(text: unknown): number {
  const [numerator = 0, denominator = 1] = String(text).split('/').map(Number);
  return denominator > 0 && numerator > 0 ? numerator / denominator : 0;
}
