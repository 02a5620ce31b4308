import type { Deployment } from '../../base/domain.ts';

/** A camera belongs to a station from a time on, ms, until its next stay. */
export interface Stay {
  readonly from: number;
  readonly station: string;
}

/**
 * The station of each camera: one for all time, or its stays one after another, the first of them from `EVER`. A camera that is not
 * named is a station of its own.
 */
export type Stations = Readonly<Record<string, string | readonly Stay[]>>;

/** A camera in a part of all time: from, to in ms. */
export interface CameraSpan {
  readonly camera: string;
  readonly from: number;
  readonly to: number;
}

/** Before everything that was ever recorded, and a number that JSON can hold. */
export const EVER = Number.MIN_SAFE_INTEGER;
const ALWAYS = Number.MAX_SAFE_INTEGER;

/**
 * Stations as deployments tell of them: what a camera recorded belongs to the station of the deployment that holds its time, else of
 * the one before it, else of its first. A camera of which nothing is stored is where its file says, also where its
 * file is gone.
 * @param deployments by camera, then by start, as the store gives them
 * @param configured station of each camera as its file has it
 */
export function stationsOf(
  deployments: readonly Pick<Deployment, 'camera' | 'startAt' | 'station'>[],
  configured: Readonly<Record<string, string>> = {},
): Stations {
  const stays = new Map<string, Stay[]>();
  for (const { camera, startAt, station } of deployments) {
    const known = stays.get(camera);
    if (!known) stays.set(camera, [{ from: EVER, station }]);
    else if (known.at(-1)!.station !== station) known.push({ from: startAt, station });
  }
  const told = [...stays].map(([camera, all]) => [camera, all.length === 1 ? all[0]!.station : all] as const);
  return { ...configured, ...Object.fromEntries(told) };
}

/** A camera's stays, oldest first. */
function staysOf(stations: Stations, camera: string): readonly Stay[] {
  const known = Object.hasOwn(stations, camera) ? stations[camera]! : camera;
  return typeof known === 'string' ? [{ from: EVER, station: known }] : known;
}

/** A camera's stays in a range of time, oldest first, each cut to it; ms. */
export function staysIn(
  stations: Stations,
  camera: string,
  from: number,
  to: number,
): (Stay & { readonly to: number })[] {
  const stays = staysOf(stations, camera);
  return stays.flatMap(({ station, ...stay }, index) => {
    const part = { from: Math.max(from, stay.from), to: Math.min(to, stays[index + 1]?.from ?? ALWAYS) };
    return part.from < part.to ? [{ station, ...part }] : [];
  });
}

/** The station that a camera belonged to at a time, ms. */
export function stationAt(stations: Stations, camera: string, at: number): string {
  const stays = staysOf(stations, camera);
  return (stays.findLast(({ from }) => from <= at) ?? stays[0]!).station;
}

/** When which cameras belonged to a station: what is judged together. */
export function spansAt(stations: Stations, station: string): CameraSpan[] {
  const cameras = new Set([...Object.keys(stations), station]);
  return [...cameras].flatMap((camera) => {
    const stays = staysOf(stations, camera);
    return stays.flatMap((stay, index) =>
      stay.station === station ? [{ camera, from: stay.from, to: stays[index + 1]?.from ?? ALWAYS }] : [],
    );
  });
}

/** A part of time in which a camera belongs to another station than before. */
export interface MovedPart extends CameraSpan {
  readonly before: string;
  readonly after: string;
}

/** Where cameras belong to other stations than before, by camera, then by time. */
export function movedParts(before: Stations, after: Stations): MovedPart[] {
  const cameras = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...cameras].flatMap((camera) => {
    const starts = [...staysOf(before, camera), ...staysOf(after, camera)].map(({ from }) => from);
    const edges = [...new Set(starts)].sort((a, b) => a - b);
    return edges.flatMap((from, index) => {
      const [was, is] = [stationAt(before, camera, from), stationAt(after, camera, from)];
      return was === is ? [] : [{ camera, from, to: edges[index + 1] ?? ALWAYS, before: was, after: is }];
    });
  });
}
