import type { Cause } from '../../base/domain.ts';
import { messageOf, RoostError } from '../../base/errors.ts';
import { type Outcome, runTool } from '../../base/tool.ts';
import { causeOf } from './cause.ts';
import { explained } from './challenge.ts';
import { firstPicture, framed } from './http/feed.ts';
import { cameraInput } from './input.ts';
import { cameraScript } from './script.ts';
import type { Size } from './size.ts';
import { type Credentials, givesPictures, type Source, source, type Transport } from './source.ts';

/** What a camera sends, or a file holds. */
export interface VideoInfo {
  /** As ffmpeg names it, e.g. `h264`, `hevc`, `mjpeg`. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Size as it is shown, in square pixels and upright: a phone's video lies on its side in the file. */
  readonly shown: Size;
  /** Frames per second as announced; 0 if unknown. */
  readonly fps: number;
  /** Length in seconds, for files. */
  readonly seconds?: number;
}

/** What ffprobe prints as JSON, as far as it is asked. */
export interface Probed {
  readonly streams?: readonly Record<string, unknown>[];
  readonly format?: {
    readonly format_name?: unknown;
    readonly duration?: unknown;
    readonly start_time?: unknown;
    readonly tags?: Readonly<Record<string, unknown>>;
  };
}

/** A camera gave no video, with the cause. */
export class CameraError extends RoostError {
  readonly why: Cause;

  constructor(operation: string, shown: string, why: Cause) {
    super(operation, shown, why.message);
    this.name = 'CameraError';
    this.why = why;
  }
}

/** A camera that does not answer is not waited for longer, in milliseconds. */
const CAMERA_TIMEOUT = 10_000;

/** Asks ffprobe for what `videoOf` reads. */
const SHOW: readonly string[] = [
  ...['-select_streams', 'v:0', '-of', 'json'],
  ...[
    '-show_entries',
    'stream=codec_name,width,height,avg_frame_rate,r_frame_rate,sample_aspect_ratio:format=duration',
  ],
];

/**
 * What a camera sends. The address goes through a pipe: every user of the machine can read arguments, and the password in them.
 * @param address to connect to in place of looking the host up
 * @throws CameraError with the cause in words; RoostError where the address is none, or ffmpeg is missing
 */
export async function probe(
  url: string,
  credentials: Credentials | undefined,
  transport: Transport,
  signal: AbortSignal,
  address?: string,
): Promise<VideoInfo> {
  const camera = source(url, transport, credentials, address);
  const args = ['-hide_banner', '-loglevel', 'level+warning', ...cameraInput(camera), ...SHOW];
  const outcome = await asked('probe', 'ffprobe', args, camera, signal);
  const info = videoOf(outcome);
  if (!info) throw await failure('probe', camera, outcome, signal);
  // Pictures tell nothing of how many there will be.
  return givesPictures(camera) ? { ...info, fps: 0 } : info;
}

/**
 * One picture of a camera as JPEG, at the camera's own size: a key picture, since others may be smeared.
 * @param options `apart`: how many seconds its key pictures are apart, which one is waited for; `address`: to connect to in place of
 *   looking the host up
 * @throws CameraError with the cause in words; RoostError where the address is none, or ffmpeg is missing
 */
export async function still(
  url: string,
  credentials: Credentials | undefined,
  transport: Transport,
  signal: AbortSignal,
  { apart = 0, address }: { readonly apart?: number; readonly address?: string | undefined } = {},
): Promise<Buffer> {
  const camera = source(url, transport, credentials, address);
  const args = [
    '-hide_banner',
    '-nostdin',
    '-nostats',
    '-loglevel',
    'level+warning',
    ...['-threads', '1', '-skip_frame', 'nokey'],
    ...cameraInput(camera),
  ];
  const jpeg = ['-map', '0:v:0', '-frames:v', '1', '-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', '-q:v', '3'];
  const all = [...args, ...jpeg, '-f', 'image2pipe', 'pipe:1'];
  const outcome = await asked('take a still of', 'ffmpeg', all, camera, signal, CAMERA_TIMEOUT + apart * 1000);
  if (outcome.stdout.length === 0) throw await failure('take a still of', camera, outcome, signal);
  return outcome.stdout;
}

async function failure(
  operation: string,
  camera: Source,
  { stderr, late }: Pick<Outcome, 'stderr' | 'late'>,
  signal: AbortSignal,
) {
  const why = await explained(
    causeOf(stderr, { host: camera.host, frames: 0, silent: late }),
    camera,
    camera.host,
    signal,
  );
  return new CameraError(operation, camera.shown, why);
}

/** Runs a tool on a camera: on one picture of it, or on its stream. @throws RoostError where there is no picture */
async function asked(
  operation: string,
  program: string,
  args: readonly string[],
  camera: Source,
  signal: AbortSignal,
  timeout = CAMERA_TIMEOUT,
): Promise<Outcome> {
  const run = { secrets: camera.secrets, timeout, signal };
  if (!givesPictures(camera)) return runTool(program, args, { ...run, script: cameraScript(camera) });
  const late = AbortSignal.timeout(CAMERA_TIMEOUT);
  const jpeg = await firstPicture(camera, AbortSignal.any([signal, late])).catch(async (error: unknown) => {
    signal.throwIfAborted();
    throw await failure(operation, camera, { stderr: messageOf(error), late: late.aborted }, signal);
  });
  return runTool(program, args, { ...run, script: framed(jpeg) });
}

/** Reads ffprobe's JSON; undefined where it tells of no video. */
export function videoOf({ stdout }: Outcome): VideoInfo | undefined {
  if (stdout.length === 0) return undefined;
  const { streams, format } = JSON.parse(stdout.toString()) as Probed;
  const stream = streams?.[0];
  const [width, height] = [Number(stream?.width), Number(stream?.height)];
  if (!stream || !(width > 0) || !(height > 0)) return undefined;
  const seconds = Number(format?.duration);
  return {
    codec: String(stream.codec_name),
    width,
    height,
    shown: shownSize({ width, height }, stream),
    fps: rate(stream.avg_frame_rate) || rate(stream.r_frame_rate),
    ...(seconds > 0 ? { seconds } : {}),
  };
}

/** The size on a screen: pixels made square by their own shape, then turned as the display matrix says. */
function shownSize({ width, height }: Size, stream: Record<string, unknown>): Size {
  const [across = 1, down = 1] = String(stream.sample_aspect_ratio).split(':').map(Number);
  const wide = across > 0 && down > 0 ? Math.round((width * across) / down) : width;
  const sides = stream.side_data_list as readonly { readonly rotation?: unknown }[] | undefined;
  const tags = stream.tags as { readonly rotate?: unknown } | undefined;
  const turned = Number(sides?.find(({ rotation }) => rotation !== undefined)?.rotation ?? tags?.rotate ?? 0);
  const onItsSide = Math.abs(Math.round(turned / 90)) % 2 === 1;
  return onItsSide ? { width: height, height: wide } : { width: wide, height };
}

/** `25/1` is 25; `0/0` is 0. */
function rate(text: unknown): number {
  const [numerator = 0, denominator = 1] = String(text).split('/').map(Number);
  return denominator > 0 && numerator > 0 ? numerator / denominator : 0;
}
