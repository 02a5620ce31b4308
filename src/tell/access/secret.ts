import { createHash, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
/** 16 MB and some 40 ms for each guess at a token whose hash was stolen; a token that was proven once is not hashed again. */
const COST = { N: 16_384, r: 8, p: 1 } as const;
const HASH_BYTES = 32;

/** A token as it is given out, and what is kept of it. */
export interface MadeToken {
  /** Names the token without proving anything. */
  readonly id: string;
  /** `roost_` with the id and 192 random bits, in letters and digits that no shell or file takes for anything else. */
  readonly token: string;
}

/** Makes a token; it is nowhere kept. */
export function makeToken(): MadeToken {
  const id = randomBytes(6).toString('hex');
  return { id, token: `roost_${id}_${randomBytes(24).toString('hex')}` };
}

/** Id of a token that this Roost may have made; undefined of any other text. */
export function idOf(token: string): string | undefined {
  return /^roost_([0-9a-f]{12})_[0-9a-f]{48}$/.exec(token)?.[1];
}

/** What is kept of a token: scrypt of it with a salt. */
export async function hashOf(token: string, salt: Buffer): Promise<Buffer> {
  return derive(token, salt, HASH_BYTES, COST);
}

/** A new salt. */
export function makeSalt(): Buffer {
  return randomBytes(16);
}

/** Compares in a time that tells neither where nor by how much two texts differ. */
export function sameText(given: string, right: string): boolean {
  return timingSafeEqual(digest(given), digest(right));
}

/** SHA-256 of a text: what stands for a secret of many random bits, so that the secret itself is not kept. */
export function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
