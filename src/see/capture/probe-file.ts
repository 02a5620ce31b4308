import { runTool } from '../../base/tool.ts';
import { type Probed, type VideoInfo, videoOf } from './probe.ts';
import { UnreadableFile, unreadable } from './unreadable.ts';

/** What a recorded file holds. */
export interface RecordedVideo extends VideoInfo {
  /** When its container says that it was made, ISO 8601; without an offset that is the camera's local time. */
  readonly made?: string;
}

/** A disk that does not answer is not waited for longer, in milliseconds. */
const TIMEOUT = 30_000;

const SHOW: readonly string[] = [
  ...['-select_streams', 'v:0', '-of', 'json', '-show_entries'],
  'stream=codec_name,width,height,avg_frame_rate,r_frame_rate,sample_aspect_ratio:stream_side_data=rotation:' +
    'stream_tags=rotate,creation_time:format=format_name,duration,start_time:format_tags',
];

/**
 * What a video file holds.
 * @throws UnreadableFile where it holds none; RoostError without ffprobe; the signal's reason if aborted
 */
export async function probeFile(file: string, signal = new AbortController().signal): Promise<RecordedVideo> {
  const args = ['-hide_banner', '-loglevel', 'error', ...SHOW, `file:${file}`];
  const outcome = await runTool('ffprobe', args, { timeout: TIMEOUT, signal });
  if (outcome.late) throw new UnreadableFile(file, `ffprobe did not come to an end within ${TIMEOUT / 1000} s`);
  const info = videoOf(outcome);
  if (!info) throw unreadable(file, outcome.stderr || 'it holds no video');
  const probed = JSON.parse(outcome.stdout.toString()) as Probed;
  const container = String(probed.format?.format_name);
  // ffmpeg would play a photograph as a video of one frame, in which nothing can move.
  if (/_pipe$|^image2$/.test(container)) throw new UnreadableFile(file, 'it is a picture with the ending of a video');
  const made = madeAt(probed, container);
  return { ...info, ...(made === undefined ? {} : { made }) };
}

/**
 * What the container tells of its time. Apple's date of recording comes first: it survives a copy and has an offset. In
 * Dahua's container each frame has the recorder's own local time, which ffmpeg gives as if that were UTC.
 */
function madeAt({ streams, format }: Probed, container: string): string | undefined {
  const own = (streams?.[0]?.tags ?? {}) as Readonly<Record<string, unknown>>;
  const tags = format?.tags ?? {};
  const told = tags['com.apple.quicktime.creationdate'] ?? tags.creation_time ?? own.creation_time;
  if (typeof told === 'string') return told.trim().replace(' ', 'T');
  const seconds = Number(format?.start_time);
  if (container !== 'dhav' || !(seconds > 0)) return undefined;
  return new Date(seconds * 1000).toISOString().slice(0, -1);
}
