import { rename, rm, stat } from 'node:fs/promises';
import { RoostError } from '../base/errors.ts';
import { VERSION } from '../base/package.ts';
import { fingerprintOf, publicKeyOf } from '../know/models/bundle/keys.ts';
import { nameOf } from '../know/models/bundle/manifest.ts';
import { openBundle } from '../know/models/bundle/open.ts';
import { type BundleDraft, packBundle, writeBundle } from '../know/models/bundle/write.ts';
import { readSigningKey } from './models-keys.ts';
import { requirePlace } from './require-place.ts';

/** What every bundle that is made is told, as typed. */
export interface MakeCommand {
  /** The tar that is written. */
  readonly output: string;
  /** Its version. */
  readonly number: string;
  /** PEM files of the keys that sign. */
  readonly key: readonly string[];
  /** Its last day; from then on no box takes it. */
  readonly expires?: string;
  /** Least version of Roost; this one without it. */
  readonly needs?: string;
  readonly note?: string;
}

/** Signs what lies in a folder and packs it. @returns a line that says what was made */
export type Maker = (
  folder: string,
  of: Pick<BundleDraft, 'id' | 'kind' | 'model' | 'taught' | 'golden'>,
) => Promise<string>;

/**
 * Reads the keys and the options of a bundle that is to be made, before the work that it is to hold.
 * @throws RoostError for what is not right
 */
export async function makerOf(
  { output, key, needs = VERSION, note, ...options }: MakeCommand,
  now: number,
): Promise<Maker> {
  await requirePlace(output);
  const secrets = await Promise.all(key.map(readSigningKey));
  const keys = secrets.map((secret, i) => ({ name: key[i]!, key: publicKeyOf(secret) }));
  const version = Number(options.number);
  if (!Number.isInteger(version) || version < 1)
    throw new RoostError('make bundle', `--number ${options.number}`, 'is no version', 'Versions are 1, 2, 3 ...');
  const expiresAt = options.expires === undefined ? undefined : endOf(options.expires);
  return async (folder, of) => {
    const draft = {
      ...of,
      ...{ version, madeAt: new Date(now).toISOString(), needsRoost: needs, tolerance: 0.02 },
      ...(expiresAt !== undefined && { expiresAt }),
      ...(note !== undefined && { note }),
    };
    await writeBundle(folder, draft, secrets);
    // What a box would refuse is not made.
    const { manifest } = await openBundle(folder, keys, now);
    try {
      await packBundle(folder, `${output}.part`);
      await rename(`${output}.part`, output);
    } finally {
      await rm(`${output}.part`, { force: true });
    }
    const size = (await stat(output)).size / 1e6;
    const signed = keys.map(({ key }) => fingerprintOf(key)).join(' and ');
    return `${output}: ${nameOf(manifest)}, a ${manifest.kind}, ${size.toFixed(1)} MB, signed by ${signed}`;
  };
}

/** The end of a day, UTC. */
function endOf(day: string): string {
  const start = Date.parse(`${day}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(start)) return new Date(start + 86_400_000).toISOString();
  throw new RoostError('make bundle', `--expires ${day}`, 'is no day', 'Write its last day as 2027-06-30');
}
