import type { IncomingMessage } from 'node:http';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../../base/errors.ts';
import { SCRIPT_FD } from '../../../base/tool.ts';
import type { Source } from '../source.ts';
import { Asker, NoPicture } from './ask.ts';
import { LARGEST, PartCutter } from './parts.ts';

/** The boundary between the pictures that ffmpeg is fed with. */
const BOUNDARY = '--roost';
/** Bytes that may wait for ffmpeg: then pictures are left out, for the newest is what counts. */
const MOST_WAITING = 8 * 1024 * 1024;

/** The arguments that make ffmpeg read pictures from a pipe; each has the time at which it came. */
export function pictureInput(): string[] {
  return [
    ...['-protocol_whitelist', 'pipe', '-use_wallclock_as_timestamps', '1'],
    ...['-f', 'mpjpeg', '-i', `pipe:${SCRIPT_FD}`],
  ];
}

/**
 * Fetches the pictures of a camera that gives them by HTTP, and writes them for ffmpeg: a stream of them (MJPEG) as it comes, a
 * still again and again.
 * @param fps how often a still is asked for
 * @returns why it ended, in the words that `causeOf` reads; empty where `signal` aborted. Never rejects
 */
export async function feed(source: Source, fps: number, pipe: Writable, signal: AbortSignal): Promise<string> {
  try {
    await pictures(source, fps, (jpeg) => offer(pipe, jpeg), signal);
    return signal.aborted ? '' : 'End of file';
  } catch (error) {
    return signal.aborted ? '' : wordsOf(error);
  } finally {
    pipe.end();
  }
}

/**
 * The first picture that a camera gives by HTTP.
 * @throws NoPicture (rejects) with why there is none, in the words that `causeOf` reads
 */
export async function firstPicture(source: Source, signal: AbortSignal): Promise<Buffer> {
  const enough = new AbortController();
  let first: Buffer | undefined;
  const take = (jpeg: Buffer) => {
    first ??= jpeg;
    enough.abort();
  };
  try {
    await pictures(source, 1, take, AbortSignal.any([signal, enough.signal]));
  } catch (error) {
    if (!first) throw new NoPicture(wordsOf(error));
  }
  if (!first) throw new NoPicture('End of file');
  return first;
}

/** Calls `take` with each picture until the signal aborts or the camera ends. */
async function pictures(source: Source, fps: number, take: (jpeg: Buffer) => void, signal: AbortSignal): Promise<void> {
  const asker = new Asker(source);
  try {
    for (;;) {
      const askedAt = performance.now();
      const answer = await asker.ask(signal);
      const type = answer.headers['content-type'] ?? '';
      if (/^multipart\//i.test(type)) {
        const cutter = new PartCutter(type, take);
        for await (const chunk of answer) cutter.push(chunk as Buffer);
        return;
      }
      if (!/^image\/jpe?g\b/i.test(type)) {
        answer.destroy();
        throw new NoPicture(`Unsupported codec: it gives ${JSON.stringify(type.slice(0, 80))}, which is no JPEG`);
      }
      take(await whole(answer));
      await sleep(Math.max(0, askedAt + 1000 / fps - performance.now()), undefined, { signal });
    }
  } finally {
    asker.close();
  }
}

async function whole(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST) throw new NoPicture('Invalid data found: a picture is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function offer(pipe: Writable, jpeg: Buffer): void {
  if (pipe.destroyed || pipe.writableLength > MOST_WAITING) return;
  pipe.write(framed(jpeg));
}

/** A picture as `pictureInput` reads it. */
export function framed(jpeg: Buffer): Buffer {
  const head = `${BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), jpeg, Buffer.from('\r\n')]);
}

/** What the system says, as ffmpeg would say it. */
const SYSTEM: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Connection refused',
  EHOSTUNREACH: 'No route to host',
  ENETUNREACH: 'Network is unreachable',
  ENOTFOUND: 'Failed to resolve hostname',
  EAI_AGAIN: 'Failed to resolve hostname',
  ETIMEDOUT: 'Connection timed out',
  ECONNRESET: 'Connection reset',
};

function wordsOf(error: unknown): string {
  return SYSTEM[(error as NodeJS.ErrnoException).code ?? ''] ?? messageOf(error);
}
