import { type BackupOptions, backUp } from '../box/backup/backup.ts';
import type { CopiedMedia } from '../box/backup/media.ts';
import { megabytes } from '../box/backup/place.ts';
import { restore } from '../box/backup/restore.ts';
import type { Config } from '../know/config/config.ts';
import { audited } from './access.ts';
import type { Out } from './out.ts';

/** `roost backup`: @returns false where pictures or clips were missing */
export async function backupCommand(
  box: Pick<Config, 'folder' | 'data' | 'site'>,
  folder: string,
  options: BackupOptions,
  now: number,
  signal: AbortSignal,
  { print, complain }: Out,
): Promise<boolean> {
  const { path, manifest, media, warnings } = await backUp(box, folder, options, now, signal);
  for (const line of warnings) complain(`warning: ${line}`);
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  print(
    `Backed up to ${path}: ${rows(manifest.database.counts)}; ${megabytes(bytes)}; restored and read through: whole`,
  );
  if (media) print(`Media: ${media.files} files, ${megabytes(media.bytes)}, ${media.copied} of them copied now`);
  return missing(media, complain);
}

/** `roost restore`: @returns false where pictures or clips were missing */
export async function restoreCommand(
  backup: string,
  folder: string,
  signal: AbortSignal,
  { print, complain }: Out,
): Promise<boolean> {
  const { data, manifest, media, config } = await restore(backup, folder, signal);
  const told = { what: 'roost restore', subject: backup, body: { of: manifest.at, site: manifest.site } };
  await audited({ data }, told, async () => undefined);
  print(`Restored the backup of ${manifest.at} of ${manifest.site} into ${data}: ${rows(manifest.database.counts)}`);
  for (const name of config) print(`Wrote ${name}`);
  if (media) print(`Media: ${media.files} files, ${megabytes(media.bytes)}`);
  if (!manifest.secrets)
    print('Secrets and tokens were not in it: fill secrets.env, and make tokens by roost token add');
  print('Weights are fetched at the next start');
  return missing(media, complain);
}

const rows = ({ visits = 0, tracks = 0, effort = 0 }: Readonly<Record<string, number>>) =>
  `${visits} visits, ${tracks} tracks, ${effort} minutes`;

function missing(media: CopiedMedia | undefined, complain: (line: string) => void): boolean {
  const [first] = media?.missing ?? [];
  if (first === undefined) return true;
  complain(
    `warning: ${media!.missing.length} pictures or clips were missing or not as their hash says, the first ${first}`,
  );
  return false;
}
