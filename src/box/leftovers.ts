import { join } from 'node:path';
import { removeAbandoned } from '../base/temp-folder.ts';
import { removeHalfWritten } from '../base/whole-file.ts';
import type { Config } from '../know/config/config.ts';
import { removeStagingLeftovers } from '../know/models/bundle/stage.ts';
import { removeLeftovers } from '../see/media/leftovers.ts';
import type { Ring } from './ring.ts';

/** Removes in the background what a box that was killed left behind, here and in the system's temporary folder. @returns what ends that */
export function removingLeftovers(
  { data, folder, cameras, site }: Config,
  ring: Pick<Ring, 'folder'>,
): () => Promise<void> {
  const end = new AbortController();
  const watched = cameras.filter(({ enabled }) => enabled && site.evidence.clips).map(({ id }) => id);
  const done = Promise.all([
    removeLeftovers(data, ring.folder, watched, end.signal),
    removeAbandoned(Date.now()),
    removeStagingLeftovers(join(data, 'models'), Date.now()).catch(() => undefined),
    ...[data, folder, join(folder, 'cameras')].map((one) => removeHalfWritten(one, Date.now()).catch(() => undefined)),
  ]);
  return async () => {
    end.abort();
    await done;
  };
}
