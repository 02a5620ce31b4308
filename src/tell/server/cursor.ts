import type { VisitPosition } from './deps.ts';

/** Writes a place in the list of visits as a word that clients hand back unread. */
export function writeCursor({ startAt, id }: VisitPosition): string {
  return Buffer.from(JSON.stringify([startAt, id])).toString('base64url');
}

/** Reads what `writeCursor` wrote; undefined for anything else. */
export function readCursor(word: string): VisitPosition | undefined {
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
