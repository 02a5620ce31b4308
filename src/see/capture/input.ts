import type { Writable } from 'node:stream';
import { feed, pictureInput } from './http/feed.ts';
import { cameraScript, scriptInput } from './script.ts';
import { givesPictures, type Source } from './source.ts';

/** The arguments that make ffmpeg or ffprobe read a camera from a pipe: of its pictures, or of the script that names it. */
export function cameraInput(source: Source): string[] {
  return givesPictures(source) ? pictureInput() : scriptInput(source.transport);
}

/**
 * Writes into a pipe what `cameraInput` reads, until the signal aborts.
 * @param fps how often a still is asked for
 * @param ended told why there are no more pictures, in the words that `causeOf` reads
 */
export function supply(
  source: Source,
  fps: number,
  pipe: Writable,
  signal: AbortSignal,
  ended: (why: string) => void,
): void {
  if (!givesPictures(source)) {
    pipe.end(cameraScript(source));
    return;
  }
  void feed(source, fps, pipe, signal).then((why) => {
    if (why !== '') ended(why);
  });
}
