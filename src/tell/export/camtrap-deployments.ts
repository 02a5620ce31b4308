import { csvLine } from '../../base/csv.ts';
import { type Gap, gaps } from '../../count/tally/gaps.ts';
import { DEPLOYMENTS } from './camtrap-columns.ts';
import type { ExportSource } from './format.ts';
import { GENERALISED, type Listed, type Place, type Places } from './place.ts';
import { stamp } from './stamp.ts';

const DAY = 86_400_000;

/** A deployment as far as it is in the range, with what its camera did in that time. */
export interface Sampled extends Listed {
  /** Days in which the camera watched and could see. */
  readonly effortDays: number;
  /** When it did not, by whole minutes. */
  readonly outages: readonly Gap[];
}

/** The deployments of a range, by camera, then by start. */
export async function sampled(source: ExportSource, places: Places): Promise<Sampled[]> {
  const all: Sampled[] = [];
  for (const listed of places.listed()) {
    const { place, from, to } = listed;
    const { effort, cameras } = source.store;
    // The part that is listed, also where something was recorded while nobody said that the camera stood.
    const deployments = { all: () => [{ ...place, startAt: from, endAt: to }] };
    const outages = await gaps({ effort, cameras, deployments }, place.camera, from, to);
    all.push({ ...listed, effortDays: effortDays(source, listed), outages });
  }
  return all;
}

/** Days of a deployment's part of the range in which its camera watched and could see. */
export function effortDays({ store }: ExportSource, { place, from, to }: Listed): number {
  return (store.effort.total(place.camera, from, to).lookedSeconds * 1000) / DAY;
}

/** Days of all deployments as a reader counts them who takes a deployment for effort, and as Roost does. */
export function daysOf(all: readonly Sampled[]): { readonly stood: number; readonly effort: number } {
  return {
    stood: all.reduce((sum, { from, to }) => sum + (to - from) / DAY, 0),
    effort: all.reduce((sum, { effortDays }) => sum + effortDays, 0),
  };
}

/** deployments.csv */
export async function* deploymentsCsv({ timeZone }: ExportSource, all: readonly Sampled[]): AsyncGenerator<string> {
  yield csvLine(DEPLOYMENTS);
  for (const { place, from, to, effortDays, outages } of all) {
    const out = outages.reduce((sum, { startAt, endAt }) => sum + endAt - startAt, 0) / DAY;
    const effort = `Watched and could see for ${effortDays.toFixed(2)} of ${((to - from) / DAY).toFixed(2)} days; outages of ${out.toFixed(2)} days are in outages.csv`;
    const facts = {
      deploymentID: place.id,
      locationID: place.station,
      locationName: locationName(place),
      latitude: place.latitude,
      longitude: place.longitude,
      coordinateUncertainty: place.precision?.uncertaintyMetres ?? null,
      deploymentStart: stamp(from, timeZone),
      deploymentEnd: stamp(to, timeZone),
      cameraID: place.camera,
      cameraHeight: place.heightMetres ?? null,
      cameraHeading: place.directionDegrees === undefined ? null : Math.round(place.directionDegrees),
      habitat: place.habitat,
      deploymentTags: `effortDays:${effortDays.toFixed(3)}`,
      deploymentComments: [
        ...(place.generalised ? [GENERALISED] : []),
        ...(place.atSite ? ["Nobody told where the camera stood: the position is the site's"] : []),
        effort,
      ].join('. '),
    };
    yield csvLine(DEPLOYMENTS.map((column) => facts[column as keyof typeof facts] ?? null));
  }
}

/** What people call the place: as it was told, else its station, else the camera's name. */
export function locationName({ place, station, name, camera }: Place): string {
  const said = [place, station === camera ? '' : station, name ?? '', camera];
  return said.find((text) => text.trim() !== '') ?? camera;
}

const OUTAGES = ['deploymentID', 'outageStart', 'outageEnd', 'reason'] as const;

/** outages.csv: when a deployment's camera did not watch or could not see, and why; reasons as `/api/v1/cameras/{id}/gaps` has them. */
export async function* outagesCsv({ timeZone }: ExportSource, all: readonly Sampled[]): AsyncGenerator<string> {
  yield csvLine(OUTAGES);
  for (const { place, outages } of all)
    for (const { startAt, endAt, why } of outages)
      yield csvLine([place.id, stamp(startAt, timeZone), stamp(endAt, timeZone), why]);
}

/** The table schema of outages.csv. */
export const OUTAGES_SCHEMA = {
  name: 'outages',
  fields: OUTAGES.map((name) => {
    const time = name.startsWith('outage');
    const kind = time ? { type: 'datetime', format: '%Y-%m-%dT%H:%M:%S%z' } : { type: 'string' };
    return { name, ...kind, constraints: { required: true } };
  }),
  foreignKeys: [{ fields: 'deploymentID', reference: { resource: 'deployments', fields: 'deploymentID' } }],
};
