import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { NoAnswer, postTo } from './box-client.ts';
import { answered, type Outcome, Refused, type Working, workOn } from './box-work.ts';
import type { RemoteBox } from './boxes.ts';

/** What is sent. */
export interface Parcel {
  readonly file: string;
  readonly bytes: number;
  /** Of the whole, hexadecimal. */
  readonly sha256: string;
}

/** How a bundle is sent. */
export interface Pushing extends Working {
  /** What the box is to do with it once it has taken it; nothing without it. */
  readonly then?: 'promote' | 'shadow' | undefined;
  /** Told of each piece: so many bytes of the whole are there. */
  onProgress(bytes: number): void;
}

const LEAST_PIECE = 16 << 10;
const FIRST_PIECE = 128 << 10;
const MOST_PIECE = 1 << 20;
/** A piece that took less (ms) may be followed by a larger one; the box ends a request that takes thirty seconds. */
const QUICK = 2_000;
const PIECE_LIMIT = 25_000;
/** The box runs the model on every golden picture before it answers. */
const STAGE_LIMIT = 310_000;

/**
 * Sends a bundle to a box, goes on where it was cut off, and has the box take it, and put it into use where that is asked for.
 * @throws what the signal was aborted with (rejects); all else is told in the outcome
 */
export function pushToBox(box: RemoteBox, parcel: Parcel, pushing: Pushing): Promise<Outcome> {
  return workOn(box, pushing, async (moved) => {
    await sendRest(box, parcel, pushing, moved);
    const ask = (path: string, body: object) => postTo(box, `/api/v1/models/${path}`, body, STAGE_LIMIT, pushing);
    const { name } = answered(await ask('staged', { upload: parcel.sha256 }));
    if (!pushing.then) return `${name} staged`;
    if (pushing.then === 'shadow') {
      const begun = await ask('shadows', { bundle: name });
      // The answer to one before this was lost.
      if (begun.status !== 409 || !String(begun.body.detail).includes(`${name} runs beside`)) answered(begun);
      return `${name} in shadow`;
    }
    const promoted = await ask('promotions', { bundle: name });
    // The answer to a promotion before this one was lost.
    if (promoted.status === 409 && /is in use already/.test(String(promoted.body.detail))) return `${name} in use`;
    answered(promoted);
    return `${name} in use`;
  });
}

/** Sends what the box has not got yet. */
async function sendRest(box: RemoteBox, { file, bytes, sha256 }: Parcel, pushing: Pushing, moved: () => void) {
  const path = '/api/v1/models/uploads';
  let offset = offsetOf(answered(await postTo(box, path, { sha256, bytes }, PIECE_LIMIT, pushing)));
  const handle = await open(file, 'r');
  try {
    for (let size = FIRST_PIECE; offset < bytes; ) {
      pushing.onProgress(offset);
      const piece = Buffer.alloc(Math.min(size, bytes - offset));
      await handle.read(piece, 0, piece.length, offset);
      const startedAt = performance.now();
      const query = `offset=${offset}&sha256=${createHash('sha256').update(piece).digest('hex')}`;
      const answer = await postTo(box, `${path}/${sha256}/pieces?${query}`, piece, PIECE_LIMIT, pushing).catch(
        (error: unknown) => {
          // A link on which no piece of this size comes through may still let a smaller one.
          if (!(error instanceof NoAnswer) || size === LEAST_PIECE) throw error;
          return undefined;
        },
      );
      if (!answer) {
        size = Math.max(LEAST_PIECE, size >> 1);
        offset = offsetOf(answered(await postTo(box, path, { sha256, bytes }, PIECE_LIMIT, pushing)));
        continue;
      }
      const now = answer.status === 409 ? offsetOf(answer.body.current) : offsetOf(answered(answer));
      if (now > offset) moved();
      else throw new NoAnswer('it does not come any further');
      offset = now;
      if (performance.now() - startedAt < QUICK) size = Math.min(MOST_PIECE, 2 * size);
    }
    pushing.onProgress(bytes);
  } finally {
    await handle.close();
  }
}

function offsetOf(body: unknown): number {
  const offset = (body as { offset?: unknown } | undefined)?.offset;
  if (typeof offset === 'number' && Number.isInteger(offset) && offset >= 0) return offset;
  throw new Refused('something else than a box answers there');
}
