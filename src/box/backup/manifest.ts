import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, RoostError } from '../../base/errors.ts';

/** Name of the file that says what a backup holds. It is written last: a folder without it is no backup. */
export const MANIFEST = 'manifest.json';
/** Where pictures and clips of all backups in a folder are kept, each once. */
export const MEDIA = 'media';

const manifestSchema = z.object({
  /** Of this description. */
  format: z.literal(1),
  roost: z.string(),
  at: z.iso.datetime(),
  site: z.string(),
  /** Every file of the backup but this one; media apart. */
  files: z.array(z.object({ path: z.string().regex(/^(?!.*\.\.)[^/].*$/), bytes: z.int().min(0), sha256: z.string() })),
  database: z.object({ schema: z.int(), counts: z.record(z.string(), z.int().min(0)) }),
  /** Undefined where pictures and clips were not asked for. */
  media: z.object({ files: z.int(), bytes: z.int(), missing: z.int() }).optional(),
  secrets: z.boolean(),
});

/** What a backup holds. */
export type Manifest = z.infer<typeof manifestSchema>;

/**
 * Reads what a backup holds.
 * @throws RoostError where the folder is no backup, with those that are in it
 */
export function readManifest(backup: string): Manifest {
  const file = join(backup, MANIFEST);
  if (!existsSync(backup)) throw new RoostError('read backup', backup, 'is not there', 'Is its disk mounted?');
  if (!existsSync(file)) {
    const newest = backupsIn(backup).at(-1);
    const hint = newest
      ? `Name one of those in it; the newest is ${join(backup, newest)}`
      : 'Name a folder that "roost backup" made';
    throw new RoostError('read backup', backup, `holds no ${MANIFEST}, so it is no whole backup`, hint);
  }
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const why =
      cause instanceof z.ZodError
        ? `${cause.issues[0]!.path.join('.')}: ${cause.issues[0]!.message}`
        : messageOf(cause);
    throw new RoostError('read backup', file, why, 'Use another backup', { cause });
  }
}

const NAME = /^roost-\d{8}T\d{6}Z$/;

/** Name of a backup of a time, ms. */
export const backupName = (at: number) => `roost-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;

/** Names of the whole backups in a folder, the oldest first. */
export function backupsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => NAME.test(name) && existsSync(join(folder, name, MANIFEST)))
    .sort();
}

/** What is known of a box's last whole backup. */
export interface LastBackup {
  /** When it was made, ms. */
  readonly at: number;
  readonly path: string;
  readonly media: boolean;
}

/** Stands in the data folder. */
export const lastBackupFile = (data: string) => join(data, 'last-backup.json');

const lastSchema = z.object({ at: z.number(), path: z.string(), media: z.boolean() });

/** The last whole backup of a box; undefined where none was made, or nobody can say. */
export function lastBackup(data: string): LastBackup | undefined {
  try {
    return lastSchema.parse(JSON.parse(readFileSync(lastBackupFile(data), 'utf8')));
  } catch {
    return undefined;
  }
}
