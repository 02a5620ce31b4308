import { messageOf } from '../base/errors.ts';
import { say } from '../base/said/said.ts';
import type { Config } from '../know/config/config.ts';
import type { CameraConfig } from '../know/config/schema.ts';
import { type InstalledDetector, installedDetector } from '../know/models/installed.ts';
import type { WatchedDetector } from '../see/watch/messages.ts';

/** Which cameras are looked at by another detector than the box's. */
export interface OwnDetectors {
  /** Each once, however many cameras have it. */
  readonly others: readonly InstalledDetector[];
  /** Of the cameras that have one of these, by id. */
  readonly by: ReadonlyMap<string, WatchedDetector>;
  /** Why cameras are looked at by the box's detector instead of their own, one sentence a detector. */
  readonly lacking: readonly string[];
}

/** No camera has one of its own. */
export const NO_OWN: OwnDetectors = { others: [], by: new Map(), lacking: [] };

type Chooses = Pick<CameraConfig, 'id' | 'enabled' | 'detector'>;

/** Names of the detectors that cameras which are watched have of their own, each once. */
export function ownNames(cameras: readonly Chooses[]): string[] {
  return [...new Set(cameras.flatMap(({ enabled, detector }) => (enabled && detector ? [detector] : [])))];
}

/** Names of all detectors that a box loads beside its own: those of single cameras, and the one that looks at sweeps too. */
export function namedBeside({ site, cameras }: Pick<Config, 'site' | 'cameras'>): string[] {
  const { sweep } = site.detector;
  return [...ownNames(cameras), ...(sweep === undefined ? [] : [sweep])];
}

/**
 * Finds the detectors that cameras have of their own. One that cannot be used costs no camera its eyes: the box's looks instead,
 * and what is recorded says so, as it names the detector that looked.
 * @param folder of the weights @param own the box's detector
 */
export async function ownDetectors(
  folder: string,
  own: InstalledDetector,
  cameras: readonly Chooses[],
): Promise<OwnDetectors> {
  const found = new Map<string, InstalledDetector>();
  const by = new Map<string, WatchedDetector>();
  const lacking: string[] = [];
  for (const name of ownNames(cameras)) {
    const ids = cameras.filter(({ enabled, detector }) => enabled && detector === name).map(({ id }) => id);
    try {
      const detector = await installedDetector(folder, name);
      if (detector.manifest.name !== name)
        lacking.push(instead(ids, name, detector.spec.id, say('weights-missing', {})));
      if (detector.spec.id === own.spec.id) continue;
      found.set(detector.spec.id, detector);
      for (const id of ids) by.set(id, watchedDetector(detector));
    } catch (error) {
      lacking.push(instead(ids, name, own.spec.id, messageOf(error)));
    }
  }
  return { others: [...found.values()], by, lacking };
}

/** All of them given up, since they do not run. @param why in words */
export function withoutOwn({ by, others, lacking }: OwnDetectors, own: InstalledDetector, why: string): OwnDetectors {
  const each = others.map(({ spec, manifest }) =>
    instead(
      [...by].flatMap(([camera, { id }]) => (id === spec.id ? [camera] : [])),
      manifest.name,
      own.spec.id,
      why,
    ),
  );
  return { ...NO_OWN, lacking: [...lacking, ...each] };
}

/** A line a detector: which cameras it looks at. Nothing where all have the box's. */
export function detectorLines({ by }: OwnDetectors, own: string, cameras: readonly Chooses[]): string[] {
  if (by.size === 0) return [];
  const watched = cameras.filter(({ enabled }) => enabled).map(({ id }) => id);
  return [...camerasOf(by, own, watched)].map(([id, of]) => `detector ${id}: ${of.join(', ') || 'no camera'}`);
}

/** Ids of the cameras that each detector looks at, by its id, the box's first. @param watched ids of all cameras that are watched */
export function camerasOf(
  by: OwnDetectors['by'],
  own: string,
  watched: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const ids = [own, ...new Set([...by.values()].map(({ id }) => id))];
  return new Map(ids.map((id) => [id, watched.filter((camera) => (by.get(camera)?.id ?? own) === id)]));
}

function watchedDetector({ spec, manifest }: InstalledDetector): WatchedDetector {
  return { id: spec.id, size: spec.input.size, assumed: manifest.assumed };
}

function instead(cameras: readonly string[], name: string, used: string, why: string): string {
  return say('detector-missing', { cameras, used, name, why });
}
