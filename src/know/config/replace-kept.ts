import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { makeFolder, replaceFile, syncFolder } from '../../base/whole-file.ts';

/** So many of the files that were before stay beside one. */
const KEPT = 10;

/**
 * Writes a file of the configuration as a whole: whoever reads it sees the one before or the new one. The one before is kept beside it, the
 * newest ten.
 * @param text undefined takes the file out of use; it is kept aside as well
 * @returns the name of what was kept aside; undefined where there was no file
 * @throws RoostError where it cannot be written; nothing is changed then
 */
export async function replaceKept(file: string, text: string | undefined, now: number): Promise<string | undefined> {
  const folder = dirname(file);
  const stamp = new Date(now).toISOString().replace(/[-:.]/g, '');
  const aside = existsSync(file) ? `${basename(file)}.${stamp}` : undefined;
  try {
    await makeFolder(folder);
    if (text !== undefined) {
      if (aside !== undefined) await replaceFile(join(folder, aside), await readFile(file), modeOf(file));
      await replaceFile(file, text);
    } else if (aside !== undefined) {
      await rename(file, join(folder, aside));
      await syncFolder(folder);
    }
  } catch (cause) {
    // Whoever asked for it over the network is not told where files lie.
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new RoostError('write', basename(file), code ?? message, 'Nothing was changed', { cause });
  }
  // The file is changed already; what is too old goes with the next change.
  await forgetOldest(folder, basename(file)).catch(() => undefined);
  return aside;
}

const modeOf = (file: string) => statSync(file).mode & 0o777;

async function forgetOldest(folder: string, name: string): Promise<void> {
  const asides = readdirSync(folder).filter((one) => one.startsWith(`${name}.`) && /\.\d{8}T\d{9}Z$/.test(one));
  for (const old of asides.sort().slice(0, -KEPT)) await rm(join(folder, old), { force: true });
}
