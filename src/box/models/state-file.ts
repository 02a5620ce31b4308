import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RoostError } from '../../base/errors.ts';
import { putWhole } from '../../base/whole-file.ts';
import { type ModelState, NO_STATE, stateSchema } from './state.ts';

const FILE = 'state.json';

/**
 * Reads which bundles a box uses.
 * @param models the models folder
 * @throws RoostError (rejects) where the file is there and cannot be understood
 */
export async function readState(models: string): Promise<ModelState> {
  const file = join(models, FILE);
  try {
    return stateSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return NO_STATE;
    const hint = 'Move it aside: then the models of the catalog are used, until a bundle is promoted again';
    throw new RoostError('read', file, messageOf(cause), hint, { cause });
  }
}

/** Writes it down in one step: whenever that is cut off, the file says all of what it said before or all of what it says now. */
export async function writeState(models: string, state: ModelState): Promise<void> {
  await putWhole(join(models, FILE), `${JSON.stringify(state, undefined, 2)}\n`);
}
