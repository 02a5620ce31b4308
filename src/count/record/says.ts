import { isDeepStrictEqual } from 'node:util';
import type { CameraSays, Deployment } from '../../base/domain.ts';

/** Degrees, WGS 84. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** Facts of a deployment: all but whose it is and when. */
export type Facts = Omit<Deployment, 'id' | 'camera' | 'startAt' | 'endAt'>;

/** What a file says otherwise than before, and than the last deployment has it. */
export interface Changes {
  /** What the camera cannot have had before, by name: it stands elsewhere, or otherwise. */
  readonly moved: readonly ('station' | 'position' | 'height' | 'direction')[];
  /** Another first day, ms. */
  readonly startAt?: number;
  /** Another last day, ms; null where it has none any more. */
  readonly endAt?: number | null;
  /** What is corrected, or told for the first time. */
  readonly facts: Partial<Facts>;
}

/** Facts of a deployment that begins as a file says. */
export function factsOf(file: CameraSays, site: Position): Facts {
  const { camera: _, startAt: _start, endAt: _end, latitude, longitude, ...rest } = file;
  const told = latitude !== undefined && longitude !== undefined;
  return { ...rest, ...(told ? { latitude, longitude } : { ...site, atSite: true as const }) };
}

/** What a file must have said for a deployment of which that was not kept. */
export function saidBy(deployment: Deployment, site: Position): CameraSays {
  const { id: _, name = '', latitude, longitude, atSite: _assumed, ...rest } = deployment;
  return { ...rest, name, ...(!isAssumed(deployment, site) && { latitude, longitude }) };
}

/** Deployments of before that was told with them have no mark: one where the site is was told no position. */
function isAssumed({ latitude, longitude, atSite }: Deployment, site: Position): boolean {
  return atSite === true || (latitude === site.latitude && longitude === site.longitude);
}

/** What changed in a file. A position, height or direction that it says no more was still so: a line that is gone moves no camera. */
export function changesOf(file: CameraSays, said: CameraSays, latest: Deployment, site: Position): Changes {
  const assumed = positionIn(said) === undefined && isAssumed(latest, site);
  const position = positionIn(file) ?? (assumed ? site : undefined);
  const otherPosition =
    position &&
    !isDeepStrictEqual(position, positionIn(said)) &&
    !(position.latitude === latest.latitude && position.longitude === latest.longitude);
  const other = <K extends keyof CameraSays & keyof Deployment>(key: K) =>
    file[key] !== undefined && file[key] !== said[key] && file[key] !== latest[key];
  const moved = [
    ...(other('station') ? (['station'] as const) : []),
    ...(otherPosition && !assumed ? (['position'] as const) : []),
    ...(other('heightMetres') && latest.heightMetres !== undefined ? (['height'] as const) : []),
    ...(other('directionDegrees') && latest.directionDegrees !== undefined ? (['direction'] as const) : []),
  ];
  const told = (['name', 'place', 'habitat', 'heightMetres', 'directionDegrees', 'station'] as const).filter(other);
  const ended = file.endAt !== said.endAt && file.endAt !== latest.endAt;
  // Only a file that ended a deployment lets it go on.
  const lets = file.endAt !== undefined || said.endAt === latest.endAt;
  return {
    moved,
    ...(other('startAt') && { startAt: file.startAt! }),
    ...(ended && lets && { endAt: file.endAt ?? null }),
    facts: { ...Object.fromEntries(told.map((key) => [key, file[key]])), ...(otherPosition && position) },
  };
}

function positionIn({ latitude, longitude }: CameraSays): Position | undefined {
  return latitude !== undefined && longitude !== undefined ? { latitude, longitude } : undefined;
}
