import { RoostError } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import { nameOf } from '../../know/models/bundle/manifest.ts';
import { bundleHead } from '../../know/models/bundle/taught.ts';
import type { Installed } from '../../know/models/installed.ts';
import { stagedBundle, withBundle } from '../models/in-use.ts';
import { type Heads, heardBy } from '../taught-heads.ts';

/** What one side looks and names by. */
export interface Side {
  readonly models: Installed;
  readonly heads: Heads;
}

/** Both sides of a run. */
export interface Sides {
  readonly present: Side;
  /** What would be in use with the candidate. */
  readonly candidate: Side;
}

/**
 * What is in use, and what would be once a staged bundle is promoted: a model takes the place of the one with its name, a head of one that
 * lies in another version of its bundle.
 * @param folder the models folder
 * @throws RoostError (rejects) where it is in use, is not whole, or nothing would come of it
 */
export async function sidesOf(
  folder: string,
  which: { readonly id: string; readonly version: number },
  present: Side,
): Promise<Sides> {
  const name = nameOf(which);
  const bundle = await stagedBundle(folder, which);
  const candidate: Side =
    bundle.manifest.kind === 'taught'
      ? { ...present, heads: withHead(present.heads, await bundleHead(bundle)) }
      : { ...present, models: await withBundle(present.models, bundle) };
  if (idsOf(candidate).join() === idsOf(present).join()) throw refused(name, say('changes-nothing', {}));
  const { taught } = bundle.manifest;
  if (taught && !heardBy({ handed: candidate.heads.handed.slice(-1), own: [] }, candidate.models))
    throw refused(name, say('no-features-of', { features: taught.reads }));
  return { present, candidate };
}

/** Ids of all that looks and names: the detector first, then classifiers, then heads of bundles. */
export function idsOf({ models: { detector, classifiers }, heads }: Side): string[] {
  return [detector.spec.id, ...classifiers.map(({ spec }) => spec.id), ...heads.handed.map(({ id }) => id)];
}

/** A run that cannot be. */
export function refused(bundle: string, why: string, hint = ''): RoostError {
  return new RoostError('run in shadow', bundle, why, hint);
}

function withHead({ handed, own }: Heads, head: Heads['handed'][number]): Heads {
  return { handed: [...handed.filter(({ id }) => lineOf(id) !== lineOf(head.id)), head], own };
}

/** Id of the bundle of a head that verdicts cite, e.g. `heron-house` of `heron-house-3@e8af0749`. */
function lineOf(head: string): string {
  return head.replace(/-\d+@[0-9a-f]+$/, '');
}
