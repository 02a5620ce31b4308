import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, replaceFile } from '../../base/whole-file.ts';
import type { Store } from '../store/store.ts';

/** Where whoever writes a report leaves what it cites, under the data folder, for the box that keeps the database. */
const CITED = 'cited';

/**
 * Leaves for the box what a report cites. A data folder that this user may not write in leaves the report as it is.
 * @param report its name, e.g. `2026H1`
 * @returns false where it could not be left
 */
export async function leaveCitations(data: string, report: string, visits: readonly string[]): Promise<boolean> {
  if (visits.length === 0) return true;
  try {
    await makeFolder(join(data, CITED));
    const lines = visits.map((id) => `${id}\n`).join('');
    await replaceFile(join(data, CITED, `${report}.${randomUUID()}.txt`), lines);
    return true;
  } catch {
    return false;
  }
}

/**
 * Takes in what reports cite since the last look: each file's name begins with its report's and has one id of a visit a line. It goes once that is
 * stored, so that a kill between the two costs nothing.
 * @returns how many reports
 * @throws where the disk or the database refuses (rejects)
 */
export async function takeCitations(store: Pick<Store, 'write'>, data: string, now: number): Promise<number> {
  const folder = join(data, CITED);
  const names = await readdir(folder).catch(() => []);
  const whole = names.filter((name) => name.endsWith('.txt'));
  for (const name of whole) {
    const file = join(folder, name);
    const visits = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
    await store.write(({ room }) => {
      for (const visit of visits) room.mark(visit, 'cited', name.split('.')[0]!, now);
    });
    await rm(file, { force: true });
  }
  return whole.length;
}
