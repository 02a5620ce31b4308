import { UnreadableFile } from '../../see/capture/unreadable.ts';
import type { FrameSource } from '../../see/pipeline.ts';
import type { LeftOut } from './left-out.ts';

/**
 * The same frames: a file that cannot be read is told of. @param goOn true where the next file follows from the same
 * source; without it the source has ended
 */
export function readable(source: FrameSource, told: (flaw: LeftOut) => void, goOn = false): FrameSource {
  return {
    async next(signal = new AbortController().signal) {
      do {
        try {
          return await source.next(signal);
        } catch (error) {
          told(flawOf(error, signal));
        }
      } while (goOn);
      return undefined;
    },
  };
}

/** What is wrong with a file. @throws what is no fault of a file's */
export function flawOf(error: unknown, signal: AbortSignal): LeftOut {
  signal.throwIfAborted();
  if (!(error instanceof UnreadableFile)) throw error;
  return { file: error.subject, reason: error.reason };
}
