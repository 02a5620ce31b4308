import type { Reads, Writes } from '../api/client.ts';
import { lacking, type Role } from '../api/session.ts';
import { words } from '../words/words.ts';

/**
 * Why who uses the page may not do something, in words; undefined where he may.
 * @param role where it needs another one than the operation says
 */
export function whyNot(operation: Reads | Writes, role?: Role): string | undefined {
  const lack = lacking(operation, role);
  return lack && words.value.lacks[lack];
}
