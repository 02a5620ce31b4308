import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { say } from '../../base/said/said.ts';

/** Why a box had to begin a new database: what was there was damaged, had no bytes, or was not there beside kept pictures. */
export type LossCause = 'damaged' | 'empty' | 'missing';

/** What is left of a database in whose place a new one was begun. */
export interface Loss {
  /** Path of what was kept; of a missing database a file without bytes, which only marks when that was found. */
  readonly file: string;
  readonly cause: LossCause;
}

/** The database and the files that SQLite keeps beside it: none of them means anything without the others. */
const ENDINGS = ['', '-wal', '-shm'];

/**
 * Keeps a database aside under a dated name beside its own. Nothing is copied or deleted: it needs no room on the disk.
 * @param now ms @returns what is kept
 * @throws where the folder cannot be written
 */
export function keepAside(file: string, cause: LossCause, now: number): Loss {
  const date = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const free = (again: number): string => {
    const name = `${file}.${cause}-${date}${again ? `-${again}` : ''}`;
    return existsSync(name) ? free(again + 1) : name;
  };
  const kept = free(0);
  for (const ending of ENDINGS) if (existsSync(file + ending)) renameSync(file + ending, kept + ending);
  if (!existsSync(kept)) writeFileSync(kept, '');
  return { file: kept, cause };
}

/** What stands beside a database of those before it, by name; each until somebody takes it away. */
export function lossesBeside(file: string): Loss[] {
  if (!existsSync(dirname(file))) return [];
  return readdirSync(dirname(file))
    .sort()
    .flatMap((name) => {
      const cause = LOSS.exec(name.slice(basename(file).length))?.[1] as LossCause | undefined;
      return cause && name.startsWith(basename(file)) ? [{ file: join(dirname(file), name), cause }] : [];
    });
}

const LOSS = /^\.(damaged|empty|missing)-\d{8}T\d{6}Z(?:-\d+)?$/;

/** What a person has to know of a loss. @param backup the last whole backup, where one is known of: its path, and when it was made, ms */
export function describeLoss({ file, cause }: Loss, backup?: { readonly path: string; readonly at: number }): string {
  const last = backup
    ? say('last-backup', { path: backup.path, at: new Date(backup.at).toISOString() })
    : say('some-backup', {});
  if (cause === 'damaged') return say('database-was-damaged', { file, name: basename(file), backup: last });
  return say(`database-was-${cause}`, { file, backup: last });
}
