import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { describeLoss, lossesBeside } from '../../count/store/aside.ts';
import { readMigrations } from '../../count/store/migrate.ts';
import { readThrough } from '../../count/store/snapshot.ts';
import type { CameraConfig } from '../../know/config/schema.ts';
import { installed } from '../../know/models/installed.ts';
import { type LastBackup, lastBackup } from '../backup/manifest.ts';
import { ownDetectors } from '../detectors.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

/** The database, read through; also while the box runs. */
export function readDatabase(data: string): Finding[] {
  const file = join(data, 'roost.db');
  const lost = lossesBeside(file).map((loss) =>
    warning('database', describeLoss(loss), 'Put back what was lost, or take that file away when it is settled'),
  );
  if (!existsSync(file)) return [...lost, warning('database', 'there is none yet', 'The first start makes it')];
  try {
    const { schema, counts } = readThrough(file);
    return [...lost, databaseFinding(statSync(file).size, schema, counts.visits ?? 0, readMigrations().length)];
  } catch (error) {
    return [
      ...lost,
      failure('database', messageOf(error), 'Stop the box, back up its folder, and put back a backup: docs/backup.md'),
    ];
  }
}

/** A database that is whole. @param known number of the last migration of this Roost */
export function databaseFinding(bytes: number, schema: number, visits: number, known: number): Finding {
  const found = `whole, ${(bytes / 1e6).toFixed(1)} MB, ${visits} visits, version ${schema}`;
  if (schema > known) return failure('database', `${found}: a newer Roost wrote it`, 'Install the newer Roost again');
  if (schema < known)
    return warning(
      'database',
      `${found} of ${known}`,
      'Start the box with this Roost: it brings the database up to date',
    );
  return ok('database', found);
}

/** Weights: there, and as their hash says. */
export async function readModels(
  folder: string,
  detector: string,
  cameras: readonly CameraConfig[],
): Promise<Finding[]> {
  const pull = 'Run: roost models pull';
  try {
    const { detector: found, classifiers, absent } = await installed(folder, detector);
    const own = await ownDetectors(folder, found, cameras);
    const names = [found, ...own.others, ...classifiers].map(({ manifest }) => manifest.name);
    return [
      ok('models', `${names.join(', ')}: there, and as their hashes say`),
      ...own.lacking.map((why) => warning('models', why, pull)),
      ...absent.map(({ manifest, why }) =>
        warning('models', `${manifest.name}: ${why}; what it names stays unnamed`, `${pull} ${manifest.name}`),
      ),
    ];
  } catch (error) {
    return [failure('models', messageOf(error), pull)];
  }
}

/** A backup older than this is a warning, ms. */
const OLD = 14 * 86_400_000;

/** The last backup. @param now ms */
export function backupFinding(last: LastBackup | undefined, now: number): Finding {
  const make = 'Run: roost backup FOLDER, on another disk; once a week by cron: docs/backup.md';
  if (!last) return warning('backup', 'none was ever made', make);
  const days = Math.floor((now - last.at) / 86_400_000);
  const found = `${last.path}, ${days < 1 ? 'of today' : `${days} days old`}${last.media ? ', with media' : ''}`;
  return now - last.at > OLD ? warning('backup', found, make) : ok('backup', found);
}

/** {@link backupFinding} of a data folder. */
export const readBackup = (data: string, now: number) => backupFinding(lastBackup(data), now);
