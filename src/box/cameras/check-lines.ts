import { say } from '../../base/said/said.ts';
import { SHORTEN_KEYS } from '../../see/capture/cause.ts';
import type { KeyFrames } from '../../see/capture/key-frames.ts';
import type { VideoInfo } from '../../see/capture/probe.ts';
import { describeLimit, fitSize, type Limit, type Size } from '../../see/capture/size.ts';

/** Two shapes that differ by less are taken for one: sizes are rounded to blocks of pixels. */
const ALIKE = 0.03;

/** What one stream of a camera is, e.g. `h264 704x576 (shown as 768x576) at 25 frames a second`. */
export function describeVideo({ codec, width, height, shown, fps }: VideoInfo): string {
  const squeezed = shown.width !== width || shown.height !== height;
  const size = `${width}x${height}`;
  // Pictures by HTTP tell nothing of how many there will be.
  if (fps === 0) return `${codec} ${size}${squeezed ? ` (shown as ${sizeOf(shown)})` : ''}`;
  const stream = { codec, size, fps: Math.round(fps * 10) / 10 };
  return squeezed ? say('video-squeezed', { ...stream, shown: sizeOf(shown) }) : say('video-fps', stream);
}

/** Key frames that are farther apart (s) cost something. */
const NEAR = 5;

/** True where key frames are so near that nothing is to be set. */
export function areNear({ seconds, known }: KeyFrames): boolean {
  return known && seconds <= NEAR;
}

/** How far apart the key frames of a stream are, and what to set in the camera where that is far. */
export function describeKeys({ seconds, known }: KeyFrames): string {
  // The time of the first one is ffmpeg's guess, wrong by a picture or two.
  const rounded = Math.max(0.5, Math.round(seconds * 2) / 2);
  if (areNear({ seconds, known })) return say('key-frames-near', { seconds: rounded });
  return known
    ? say('key-frames-far', { seconds: rounded, mend: SHORTEN_KEYS })
    : say('key-frames-unseen', { seconds: Math.floor(seconds), mend: SHORTEN_KEYS });
}

/**
 * How large the pictures of a camera are analysed, and what is wrong where its two streams differ in shape.
 * @param shown sizes in which its streams are shown: of `url`, and of `analysisUrl` where there is one, which is analysed
 */
export function describeShape(shown: readonly Size[], limit: Limit): string[] {
  const [own, analysed = own] = shown;
  if (!own || !analysed) return [];
  const lines = [say('analysis-size', { size: sizeOf(fitSize(analysed, limit)), limit: describeLimit(limit) })];
  const [is, should] = [analysed, own].map(({ width, height }) => width / height) as [number, number];
  if (Math.abs(is / should - 1) > ALIKE)
    lines.push(say('other-shape', { analysed: sizeOf(analysed), own: sizeOf(own) }));
  return lines;
}

function sizeOf({ width, height }: Size): string {
  return `${width}x${height}`;
}
