import { existsSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import type { Config } from '../know/config/config.ts';
import { Access } from '../tell/access/access.ts';
import { accessFile } from '../tell/access/database.ts';

/** How long a command's own token is good, ms: as long as it takes to ask the box once. */
const PASSING_MS = 60_000;

/** Who types the command, as the log of changes names them. */
export function atTheCommandLine(): string {
  try {
    return `command line (${userInfo().username})`;
  } catch {
    return 'command line';
  }
}

/** True where a box was started or has tokens: from then on its changes are written down. What is there before, the first start tells as a whole. */
export function hasLog({ data }: Pick<Config, 'data'>): boolean {
  return existsSync(accessFile(data)) || existsSync(join(data, 'roost.db'));
}

/** Runs work with the tokens and the log of changes of a box, which may be running. */
export async function withAccess<T>({ data }: Pick<Config, 'data'>, work: (access: Access) => T): Promise<Awaited<T>> {
  // Tokens are made before the box ran for the first time.
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const access = new Access(accessFile(data), undefined, Date.now);
  try {
    return await work(access);
  } finally {
    access.close();
  }
}

/**
 * Runs a change that a command makes, and writes it to the log of changes: before it is made, and what came of it after.
 * @param told what is asked for, without secrets
 * @param work may tell what it was before and is now, by what it returns as `change`
 * @throws RoostError where it cannot be written down (nothing was changed then), else what `work` throws
 */
export function audited<T>(
  box: Pick<Config, 'data'>,
  told: { readonly what: string; readonly subject: string; readonly body: object },
  work: (access: Access) => Promise<T>,
  change: (done: T) => object = () => ({}),
): Promise<T> {
  return withAccess(box, async (access) => {
    const entry = access.audit.asked({ at: Date.now(), who: atTheCommandLine(), origin: 'command line', ...told });
    try {
      const done = await work(access);
      access.audit.ended(entry, Date.now(), 'done', change(done));
      return done;
    } catch (error) {
      access.audit.ended(entry, Date.now(), `failed: ${messageOf(error)}`);
      throw error;
    }
  }) as Promise<T>;
}

/**
 * Runs work with a token that the box takes, and that is forgotten afterwards: who may write to the data folder may ask the box.
 */
export function withPassingToken<T>(box: Pick<Config, 'data'>, work: (token: string) => Promise<T>): Promise<T> {
  return withAccess(box, async ({ tokens }) => {
    const now = Date.now();
    const wanted = { name: atTheCommandLine(), role: 'admin', expiresAt: now + PASSING_MS } as const;
    const { facts, token } = await tokens.make(wanted, wanted.name, now, true);
    try {
      return await work(token);
    } finally {
      tokens.forget(facts.id);
    }
  }) as Promise<T>;
}
