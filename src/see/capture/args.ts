import { join } from 'node:path';
import { journalArgs } from './journal.ts';
import { fitExpression, type Limit } from './size.ts';

/** The descriptor on which ffmpeg tells of each finished segment. */
export const SEGMENT_LIST_FD = 4;

/** What ffmpeg is to make of a camera's frames. */
export interface FrameArgs {
  /** Analysis rate, frames per second. A slower camera gives fewer; no frame is ever doubled. */
  readonly fps: number;
  /** Largest analysis size; pictures keep the shape that they are shown in. */
  readonly limit: Limit;
  /** True to leave out what comes before the first key picture: where one is missing, some decoders give smeared ones. */
  readonly fromKey: boolean;
}

/** How segments are copied. */
export interface SegmentArgs {
  readonly folder: string;
  /** Starts the name of each segment; unique for each start of ffmpeg. */
  readonly run: string;
  /** Length aimed at; a segment ends at the first key frame after it. */
  readonly seconds: number;
}

/** What one ffmpeg reads and makes. */
export interface CaptureArgs {
  readonly input: readonly string[];
  /** What has the input decoded by hardware (`decoder.ts`); software without it. */
  readonly decoder?: readonly string[];
  readonly frames?: FrameArgs;
  readonly segments?: SegmentArgs;
}

/**
 * Arguments of one ffmpeg of a camera: frames on stdout as YUV4MPEG2, stream-copied segments, or both of one stream. Beside
 * them it tells of the packets as they come (`journal.ts`).
 * @param input what makes it read the camera (`input.ts`)
 */
export function captureArgs({ input, decoder = [], frames, segments }: CaptureArgs): string[] {
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'level+warning'],
    ...['-threads', '1', '-filter_threads', '1', ...SIZE_OF_THE_FIRST, ...decoder, ...input],
    ...journalArgs(),
    ...(segments ? segmentArgs(segments) : []),
    ...(frames ? frameArgs(frames) : []),
  ];
}

function frameArgs({ fps, limit, fromKey }: FrameArgs): string[] {
  return [
    ...['-map', '0:v:0', '-vf', `${rateFilter(fps, fromKey)},${shapeFilter(limit)}`],
    ...['-fps_mode', 'passthrough', '-threads', '1', ...FRAMES],
  ];
}

/**
 * The first picture decides the size of all: filters are not set up anew for one of another size, which the scale filter
 * then brings to the size that it gave before. The muxer would read past the end of a smaller one.
 */
const SIZE_OF_THE_FIRST = ['-reinit_filter', '0'];

/** Output arguments for frames on stdout that tell their size; each is written at once, not when the next one comes. */
const FRAMES = ['-pix_fmt', 'yuv420p', '-flush_packets', '1', '-f', 'yuv4mpegpipe', 'pipe:1'];

/** Output arguments for raw frames on stdout. */
export const RAW_FRAMES: readonly string[] = ['-pix_fmt', 'yuv420p', '-f', 'rawvideo', 'pipe:1'];

/**
 * Scales to the analysis size in limited range, whatever the camera sends: MJPEG and some H.264 cameras use
 * full range, and a model must not see the same bird lighter on one camera than on the other.
 */
export function scaleFilter(width: number, height: number): string {
  return `scale=${width}:${height}:${SCALING}`;
}

/** The same to the size that the shape of the stream and a limit give. */
function shapeFilter(limit: Limit): string {
  return `scale=${fitExpression(limit)}:${SCALING}`;
}

const SCALING = 'flags=fast_bilinear:out_range=tv';

/**
 * Passes the first frame of each 1/fps of a second. Unlike the `fps` filter it never makes frames up when the camera's
 * clock jumps or the network pauses, and does not hold a frame back until the next one comes.
 */
function rateFilter(fps: number, fromKey: boolean): string {
  const due = `not(eq(floor(t*${fps}),floor(prev_selected_t*${fps})))`;
  // Register 0 remembers that there was a key picture; the filter has evaluated it for every picture.
  return `select='${fromKey ? `st(0,max(ld(0),key))*${due}` : due}'`;
}

/**
 * The first packet of an RTSP stream has no time stamp before the first sender report, and Matroska refuses such packets.
 * Those before the first known one are set to 0 and, in decoding order, two seconds (of 90 kHz ticks) before it. The order of the others
 * is ffmpeg's guess. With B-frames it lies after the time of showing, and ffmpeg would change that: a second earlier, it never does. At
 * the start it steps back a little, which Matroska refuses as well: it then goes on by a millisecond. Farther steps are the camera's.
 */
const KNOWN_TIMES =
  "setts=pts='if(eq(PTS,NOPTS),0,PTS)':dts='if(eq(DTS,NOPTS),if(eq(PREV_OUTDTS,NOPTS),-180000,PREV_OUTDTS+90)," +
  "if(eq(PREV_OUTDTS,NOPTS)+gt(PREV_OUTDTS-DTS,0),DTS-90000,max(DTS-90000,PREV_OUTDTS+90)))'";

/**
 * Segments go through the fifo muxer, in a thread of its own: a slow, full or missing disk costs segments, never frames.
 * `%s` is the second in which the segment starts, so a writer that recovers does not write over its own files.
 */
function segmentArgs(segments: SegmentArgs): string[] {
  const format = [
    'segment_format=matroska',
    `segment_time=${segments.seconds}`,
    `segment_list=pipe\\:${SEGMENT_LIST_FD}`,
    'segment_list_type=csv',
    'strftime=1',
  ];
  return [
    ...['-map', '0:v:0', '-c', 'copy', '-copytb', '1', '-bsf:v', KNOWN_TIMES],
    ...['-f', 'fifo', '-fifo_format', 'segment', '-queue_size', '300', '-drop_pkts_on_overflow', '1'],
    ...[
      '-attempt_recovery',
      '1',
      '-recover_any_error',
      '1',
      '-recovery_wait_time',
      '10',
      '-restart_with_keyframe',
      '1',
    ],
    ...['-format_opts', format.join(':'), join(segments.folder.replaceAll('%', '%%'), `${segments.run}-%s.mkv`)],
  ];
}
