import type { VisitPlace } from '../../count/store/visit-list.ts';
import { Problem } from './problem.ts';

/** Writes a place in the list of visits as a word that clients hand back unread. */
export function writeCursor({ startAt, id }: VisitPlace): string {
  return Buffer.from(JSON.stringify([startAt, id])).toString('base64url');
}

/**
 * The place that a query's `cursor` names; undefined where it names none.
 * @throws {Problem} 400 where no list gave it
 */
export function placeOf(cursor: string | undefined): VisitPlace | undefined {
  if (cursor === undefined) return undefined;
  const place = readCursor(cursor);
  if (place) return place;
  const detail = 'cursor was not given by this list';
  throw new Problem(400, detail, {
    errors: [{ key: 'cursor', detail, allowed: '`next` of an earlier page, as it was given' }],
  });
}

/** Reads what `writeCursor` wrote; undefined for anything else. */
function readCursor(word: string): VisitPlace | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(word, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [startAt, id] = value as unknown[];
  return Number.isFinite(startAt) && typeof id === 'string' ? { startAt: startAt as number, id } : undefined;
}
