import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { findModel, readCatalog } from '../models/catalog.ts';
import { pullModel } from '../models/pull.ts';
import { modelId } from '../models/spec.ts';
import { verifyModel } from '../models/verify.ts';

/** How weights are fetched. */
export interface PullOptions {
  /** The models folder. */
  readonly folder: string;
  /** A folder that holds the files by name, looked at before any address. */
  readonly mirror?: string;
  /** A model's name; the default detector without it. */
  readonly name?: string;
  readonly signal?: AbortSignal;
}

/** Fetches what is missing of a model, with a progress bar at a terminal. @returns names of the files fetched */
export async function pull({ folder, mirror, name, signal }: PullOptions): Promise<string[]> {
  const manifest = findModel(await readCatalog(), 'detect', name);
  const bar = new SingleBar({
    format: '{file} [{bar}] {percentage}% of {total} bytes',
    stream: process.stderr,
    clearOnComplete: true,
    noTTYOutput: false,
  });
  let open = '';
  try {
    return await pullModel(manifest, folder, {
      ...(mirror ? { mirror } : {}),
      ...(signal ? { signal } : {}),
      onProgress: ({ file, bytes, total }) => {
        if (open !== file) bar.start(total, bytes, { file });
        else bar.update(bytes, { file });
        open = file;
      },
    });
  } finally {
    if (open) bar.stop();
  }
}

/** One line a model of the catalog: id, task, whether its files are here and right, licence. */
export async function list(folder: string): Promise<string[]> {
  return Promise.all(
    (await readCatalog()).map(async (manifest) => {
      const faults = await verifyModel(manifest, folder);
      const state = faults.size === 0 ? 'ready' : [...faults].map(([file, fault]) => `${join(folder, file)}: ${fault}`);
      return `${modelId(manifest)}\t${manifest.task}\t${state}\t${manifest.licence}`;
    }),
  );
}
