import type { Access } from './access.ts';

/** What a signed address says. */
export interface Signed {
  /** Until when it is good, Unix time in seconds. */
  readonly until: string;
  /** Id of the token that it was made with; it is worth nothing once that is not. `box` where the box itself made it. */
  readonly by: string;
  readonly signature: string;
}

/**
 * A path with a signature in its query, which whoever has it may read without a token until a time: for pictures in messages.
 * @param path without a query and without `basePath`, e.g. `/api/v1/media/0197`
 * @param until ms
 * @param by id of the token that asks for it, or `box`
 */
export function signPath(access: Pick<Access, 'sign'>, path: string, until: number, by: string): string {
  const seconds = String(Math.floor(until / 1000));
  const signature = access.sign(textOf(path, seconds, by));
  return `${path}?${new URLSearchParams({ until: seconds, by, signature })}`;
}

/** True where a path was signed so, and the time is not over. @param now ms */
export function isSigned(
  access: Pick<Access, 'signed' | 'stillToken'>,
  path: string,
  { until, by, signature }: Signed,
  now: number,
): boolean {
  if (!/^\d{1,12}$/.test(until) || Number(until) * 1000 <= now) return false;
  return access.signed(textOf(path, until, by), signature) && (by === 'box' || access.stillToken(by));
}

function textOf(path: string, until: string, by: string): string {
  return JSON.stringify(['read', path, until, by]);
}
