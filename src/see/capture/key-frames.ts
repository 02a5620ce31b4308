import { captureArgs } from './args.ts';
import { cameraInput } from './input.ts';
import { Journal } from './journal.ts';
import { runOnce } from './run.ts';
import { type Credentials, source, type Transport } from './source.ts';

/** No two key frames are waited for longer, in milliseconds. */
const LONGEST_MS = 60_000;

/** How far apart a camera's key frames are. */
export interface KeyFrames {
  /** Seconds from one to the next, or those that were waited for in vain. */
  readonly seconds: number;
  /** False where they are farther apart than that. */
  readonly known: boolean;
}

/**
 * Reads a camera's stream until two key frames came, a minute at most.
 * @param options `longestMs`: how long at most; `address`: to connect to in place of looking the host up
 * @returns undefined where no packet came, of which a probe says why
 */
export async function keyFrames(
  url: string,
  credentials: Credentials | undefined,
  transport: Transport,
  signal: AbortSignal,
  { longestMs = LONGEST_MS, address }: { readonly longestMs?: number; readonly address?: string | undefined } = {},
): Promise<KeyFrames | undefined> {
  const camera = source(url, transport, credentials, address);
  const journal = new Journal();
  const startedAt = performance.now();
  const isOver = (now: number) => journal.keySeconds !== undefined || now - startedAt > longestMs;
  await runOnce(
    {
      ...{ ffmpeg: 'ffmpeg', fps: 1, source: camera, host: camera.host, journal },
      args: captureArgs({ input: cameraInput(camera) }),
      vigil: { look: (now) => (isOver(now) ? now : undefined) },
      given: () => journal.packets,
    },
    signal,
  );
  if (journal.packets === 0) return undefined;
  const known = journal.keySeconds !== undefined;
  return { seconds: journal.keySeconds ?? journal.sinceKey, known };
}
