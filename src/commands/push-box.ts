import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answered, type Asking, NoAnswer, postTo } from './box-client.ts';
import type { RemoteBox } from './boxes.ts';

/** What is sent. */
export interface Parcel {
  readonly file: string;
  readonly bytes: number;
  /** Of the whole, hexadecimal. */
  readonly sha256: string;
}

/** What came of one box. */
export interface Outcome {
  readonly box: string;
  /** `staged`: it has it. `refused`: it does not want it. `unreached`: nobody answered. `untried`: others refused before. */
  readonly came: 'staged' | 'refused' | 'unreached' | 'untried';
  /** In words; of a refusal with its reason. */
  readonly what: string;
}

/** How a box is treated. */
export interface Pushing extends Asking {
  /** Where nothing came through for so long, the box is given up, ms. */
  readonly patienceMs: number;
  /** First wait after something failed, ms, doubling up to thirty seconds. */
  readonly firstWaitMs: number;
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
const LONGEST_WAIT = 30_000;

/** The box has said no: to be asked again would change nothing. */
class Refused extends Error {}

/**
 * Sends a bundle to a box, goes on where it was cut off, and has the box take it.
 * @throws what the signal was aborted with (rejects); all else is told in the outcome
 */
export async function pushToBox(box: RemoteBox, parcel: Parcel, pushing: Pushing): Promise<Outcome> {
  const said = (came: Outcome['came'], what: string): Outcome => ({ box: box.name, came, what });
  let movedAt = performance.now();
  let wait = pushing.firstWaitMs;
  const moved = () => {
    movedAt = performance.now();
    wait = pushing.firstWaitMs;
  };
  for (;;) {
    try {
      await sendRest(box, parcel, pushing, moved);
      const bundle = answered(
        await postTo(box, '/api/v1/models/staged', { upload: parcel.sha256 }, STAGE_LIMIT, pushing),
      );
      return said('staged', String(bundle.name));
    } catch (error) {
      pushing.signal.throwIfAborted();
      if (error instanceof Refused) return said('refused', error.message);
      if (!(error instanceof NoAnswer)) throw error;
      if (performance.now() - movedAt > pushing.patienceMs) return said('unreached', error.message);
      await sleep(wait, undefined, { signal: pushing.signal });
      wait = Math.min(LONGEST_WAIT, 2 * wait);
    }
  }
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

/** @throws Refused where the box says no, NoAnswer where it may say yes later */
function answered({ status, body }: Answered): Answered['body'] {
  if (status >= 200 && status < 300) return body;
  const { reason, detail } = body;
  const words = typeof detail === 'string' ? detail : `it answered ${status}`;
  if (status === 429 || status >= 500) throw new NoAnswer(words);
  if (status === 405 || (status === 404 && !String(detail).startsWith('No upload')))
    throw new Refused('this box takes no bundles: its Roost is older');
  throw new Refused(typeof reason === 'string' ? `${reason}: ${words}` : words);
}

function offsetOf(body: unknown): number {
  const offset = (body as { offset?: unknown } | undefined)?.offset;
  if (typeof offset === 'number' && Number.isInteger(offset) && offset >= 0) return offset;
  throw new Refused('something else than a box answers there');
}
