import { RoostError } from '../errors.ts';

/** The last row of a page: rows are ordered by start, newest first, then by id, so this is where the next one begins. */
export interface Place {
  readonly startAt: number;
  readonly id: string;
}

/** Tells a place as an opaque word that is safe in a URL. */
export function toCursor({ startAt, id }: Place): string {
  return Buffer.from(JSON.stringify([startAt, id])).toString('base64url');
}

/** @throws RoostError if the word is not one that `toCursor` gave */
export function fromCursor(cursor: string): Place {
  const [startAt, id] = parse(Buffer.from(cursor, 'base64url').toString());
  if (typeof startAt !== 'number' || typeof id !== 'string') throw notACursor(cursor);
  return { startAt, id };

  function parse(text: string): unknown[] {
    try {
      const value: unknown = JSON.parse(text);
      return Array.isArray(value) ? value : [];
    } catch (cause) {
      throw notACursor(cursor, cause);
    }
  }
}

function notACursor(cursor: string, cause?: unknown): RoostError {
  const hint = 'Use `next` of the page before as it was given, or none for the first page';
  return new RoostError('read page', 'cursor', `${JSON.stringify(cursor.slice(0, 80))} is not a cursor`, hint, {
    cause,
  });
}
