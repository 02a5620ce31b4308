import { stat } from 'node:fs/promises';
import type { Segment } from '../../base/domain.ts';
import { runTool } from '../../base/tool.ts';

/** What a segment holds. */
export interface Footage {
  /** Time stamp of its first picture, in seconds: the run of capture, not the file, starts at 0. */
  readonly stamp: number;
  /** From its first picture to the end of its last, ms. */
  readonly spanMs: number;
  /** As ffmpeg names it, e.g. `h264`. */
  readonly codec: string;
  /** Of its first picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** What a decoder must be set up for; two segments of one kind can be copied one after the other. */
  readonly kind: string;
  /** False where the size of the picture changes within the segment. */
  readonly steady: boolean;
}

/** A segment that can be read, and how long it stands in a clip, ms. */
export interface Piece extends Footage {
  readonly file: string;
  readonly startAt: number;
  readonly lengthMs: number;
}

/** No segment takes longer to be looked at, ms. */
const LIMIT = 15_000;
/** Two segments nearer than this (ms) follow each other: their times are those of their telling. */
const JITTER = 1_000;

/**
 * The pieces of a clip in order of time: segments of the time that are there and hold video. Where codecs differ, as on a camera that
 * was set up anew, those of the codec that fills most of the time.
 */
export async function piecesOf(
  segments: readonly Segment[],
  startAt: number,
  endAt: number,
  signal: AbortSignal,
): Promise<Piece[]> {
  const found: (Segment & Footage)[] = [];
  for (const segment of within(segments, startAt, endAt)) {
    const footage = await look(segment.file, signal);
    if (!footage) continue;
    // What was told of one that ffmpeg began anew, or whose camera set its clock, is not what it holds.
    const isAsTold = Math.abs(segment.endAt - segment.startAt - footage.spanMs) <= JITTER;
    found.push({ ...segment, ...footage, startAt: isAsTold ? segment.startAt : segment.endAt - footage.spanMs });
  }
  const length = (codec: string) =>
    found.filter((one) => one.codec === codec).reduce((sum, one) => sum + one.endAt - one.startAt, 0);
  const codec = found.map((one) => one.codec).reduce((a, b) => (length(b) > length(a) ? b : a), found[0]?.codec ?? '');
  return timed(
    within(
      found.filter((one) => one.codec === codec),
      startAt,
      endAt,
    ),
  );
}

/**
 * Segments that show any of a time, oldest first. Of a file that was told of twice, and so written twice, the last word counts; times that
 * came twice, as under a clock set back, come once.
 */
export function within<T extends Segment>(segments: readonly T[], startAt: number, endAt: number): T[] {
  const files = new Map(segments.map((segment) => [segment.file, segment]));
  const inTime = [...files.values()]
    .filter((one) => one.endAt > startAt && one.startAt < endAt)
    .sort((a, b) => a.startAt - b.startAt);
  const kept: T[] = [];
  for (const one of inTime)
    if (one.startAt >= (kept.at(-1)?.endAt ?? Number.NEGATIVE_INFINITY) - JITTER) kept.push(one);
  return kept;
}

/**
 * Gives each segment its place. Where capture stopped between two, the first one stands until the second begins, so that the clip's
 * time stays the time of the day.
 */
function timed<T extends Segment & Footage>(segments: readonly T[]): Piece[] {
  return segments.map(({ endAt, ...segment }, i) => {
    const gap = (segments[i + 1]?.startAt ?? endAt) - endAt;
    return { ...segment, lengthMs: endAt - segment.startAt + (gap > JITTER ? gap : 0) };
  });
}

/** Looks into a segment; undefined where it is gone, or holds nothing that can be read. */
async function look(file: string, signal: AbortSignal): Promise<Footage | undefined> {
  // The ring may have let it go meanwhile.
  if (!(await stat(file).catch(() => undefined))) return undefined;
  const args = [
    ...['-hide_banner', '-loglevel', 'error', '-threads', '1', '-skip_frame', 'nokey', '-select_streams', 'v:0'],
    ...['-show_entries', 'format=duration:stream=codec_name,width,height,extradata_hash:frame=pts_time,width,height'],
    ...['-show_data_hash', 'md5', '-of', 'json', `file:${file}`],
  ];
  const { stdout } = await runTool('ffprobe', args, { timeout: LIMIT, signal });
  return stdout.length > 0 ? footageOf(JSON.parse(stdout.toString()) as Probed) : undefined;
}

interface Sized {
  readonly width?: number;
  readonly height?: number;
}
interface Probed {
  readonly format?: { readonly duration?: string };
  readonly streams?: readonly (Sized & { readonly codec_name?: string; readonly extradata_hash?: string })[];
  readonly frames?: readonly (Sized & { readonly pts_time?: string })[];
}

function footageOf({ format, streams, frames = [] }: Probed): Footage | undefined {
  const stream = streams?.[0];
  const { width, height, pts_time } = frames[0] ?? {};
  const stamp = Number(pts_time);
  const spanMs = Math.round((Number(format?.duration) - stamp) * 1000);
  if (!stream?.codec_name || !width || !height || !(spanMs > 0)) return undefined;
  const steady = frames.every((frame) => frame.width === width && frame.height === height);
  const kind = [stream.codec_name, stream.extradata_hash ?? '', width, height].join(' ');
  return { stamp, spanMs, codec: stream.codec_name, width, height, kind, steady };
}
