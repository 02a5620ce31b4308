import type { Deployment } from '../../base/domain.ts';
import type { VisitPlace } from '../../count/store/visit-list.ts';
import { stationAt } from '../../count/tally/stations.ts';
import type { ExportQuery, ExportSource } from './format.ts';
import { guardedPlaces } from './guarded.ts';

/** A deployment as an export may tell it. */
export interface Place extends Deployment {
  /** Set where the position is wider than it is known: protected species were seen there. */
  readonly generalised?: Precision;
  /** How precise the position is, where anybody told. */
  readonly precision?: Precision;
}

/** How precise a position is told. */
export interface Precision {
  readonly degrees: number;
  readonly uncertaintyMetres: number;
}

/** A place in the range of an export: the part of it in which the camera stood, cut to the range; from, to in ms. */
export interface Listed {
  readonly place: Place;
  readonly from: number;
  readonly to: number;
}

/** Protected species are told of to this many degrees: about 11 km from north to south. */
const DEGREES = 0.1;

/** Visits looked at together; nearly always the first one does. */
const PAGE = 100;

/** Metres of a degree at the equator. */
const DEGREE = 111_320;

/** Why a position is wide, in words for the reader of an export. */
export const GENERALISED = `Coordinates are rounded to ${DEGREES} degree because species under national protection were recorded here`;

/**
 * Where cameras stood, by deployment. One at which a protected species was ever recorded is told of to 0.1 degree, unless precise
 * positions are asked for, whatever range is exported: else two exports would tell together what neither may.
 */
export class Places {
  readonly #source: ExportSource;
  readonly #query: ExportQuery;
  /** Of each camera, by start. */
  readonly #places = new Map<string, readonly Place[]>();
  #listed: readonly Listed[] | undefined;

  constructor(source: ExportSource, query: ExportQuery) {
    this.#source = source;
    this.#query = query;
    const { store } = source;
    const cameras = new Set([...source.cameras.map(({ id }) => id), ...store.sums.cameras()]);
    const stored = store.deployments.all();
    const all = [...cameras].sort().map((camera) => {
      const own = stored.filter((deployment) => deployment.camera === camera);
      return [camera, own.length > 0 ? own : [this.#unknown(camera)]] as const;
    });
    const guarded = query.precise
      ? new Set()
      : guardedPlaces(
          store,
          all.flatMap(([, own]) => own),
        );
    for (const [camera, own] of all)
      this.#places.set(
        camera,
        own.map((place) => this.#told(place, guarded.has(place.id))),
      );
  }

  /** The places of which anything is in the range, by camera, then by start. */
  listed(): readonly Listed[] {
    this.#listed ??= [...this.#places.values()].flatMap((own) =>
      own.flatMap((place, index) => this.#cut(own, index, place)),
    );
    return this.#listed;
  }

  /** The place of a camera at a time, as far as it is in the range; undefined where nothing of it is. */
  within(camera: string, at: number): Listed | undefined {
    const { id } = this.at(camera, at);
    return this.listed().find(({ place }) => place.id === id);
  }

  /** The place of a camera at a time: the deployment that holds it, else the one before, else the first. */
  at(camera: string, at: number): Place {
    const own = this.#places.get(camera) ?? [];
    return own.findLast(({ startAt }) => startAt <= at) ?? own[0] ?? this.#unknown(camera);
  }

  /** A place as far as it is in the range; with it the time of what was recorded there before or after anybody said it stood. */
  #cut(own: readonly Place[], index: number, place: Place): Listed[] {
    const { store, now } = this.#source;
    const { from, to } = this.#query;
    const next = own[index + 1]?.startAt ?? Number.POSITIVE_INFINITY;
    const end = Math.min(place.endAt ?? now, next);
    const stood = { from: Math.max(place.startAt, from), to: Math.min(end, now, to) };
    const early = index === 0 ? { from, to: Math.min(place.startAt, to) } : undefined;
    const late = { from: Math.max(from, end), to: Math.min(next, to) };
    const span = (part: { from: number; to: number } | undefined) => {
      if (!part || part.from >= part.to) return [];
      const first = firstSure(store, place.camera, part);
      const last = first && lastSure(store, place.camera, part);
      // A second more: an end is told in whole ones.
      return first && last ? [{ from: first.visit.startAt, to: Math.min(to, last.endAt + 1000) }] : [];
    };
    const parts = [...(stood.from < stood.to ? [stood] : []), ...span(early), ...span(late)];
    if (parts.length === 0) return [];
    return [
      {
        place,
        from: Math.min(...parts.map((part) => part.from)),
        to: Math.max(...parts.map((part) => part.to)),
      },
    ];
  }

  #told(place: Deployment, guarded: boolean): Place {
    const precise = this.#source.publication?.coordinatePrecision;
    const degrees = guarded ? Math.max(DEGREES, precise ?? 0) : precise;
    if (degrees === undefined) return place;
    const precision = { degrees, uncertaintyMetres: uncertaintyOf(degrees) };
    const [latitude, longitude] = [rounded(place.latitude, degrees), rounded(place.longitude, degrees)];
    return { ...place, latitude, longitude, precision, ...(guarded && { generalised: precision }) };
  }

  /** A camera that nobody told the place of stood somewhere at the site, while it watched. */
  #unknown(camera: string): Place {
    const { site, stations, store } = this.#source;
    const { latitude, longitude } = site;
    const { from, to } = this.#query;
    const watched = store.effort.spanOf(camera);
    const span = watched ? { startAt: watched.first, endAt: watched.last + 60_000 } : { startAt: to, endAt: to };
    const station = stationAt(stations, camera, from);
    return { id: camera, camera, ...span, place: '', station, habitat: '', latitude, longitude, atSite: true };
  }
}

/** The first visit of a camera that starts in a range, of those of which it is known when they were. */
function firstSure(
  { visits }: Pick<ExportSource['store'], 'visits'>,
  camera: string,
  part: { from: number; to: number },
) {
  for (let after: VisitPlace | undefined; ; ) {
    const page = visits.page({ ...part, cameras: [camera], limit: PAGE, ...(after && { after }) });
    const found = page.find(({ visit }) => !visit.clock);
    const last = page.at(-1)?.visit;
    if (found || !last || page.length < PAGE) return found;
    after = { startAt: last.startAt, id: last.id };
  }
}

/** The last one. */
function lastSure(
  { visits }: Pick<ExportSource['store'], 'visits'>,
  camera: string,
  part: { from: number; to: number },
) {
  for (let after: VisitPlace | undefined; ; ) {
    const page = visits.list({ ...part, camera, limit: PAGE, ...(after && { after }) });
    const found = page.find(({ clock }) => !clock);
    const last = page.at(-1);
    if (found || !last || page.length < PAGE) return found;
    after = { startAt: last.startAt, id: last.id };
  }
}

/** Half the diagonal of a cell at the equator, where it is largest, rounded up to two digits; metres. */
function uncertaintyOf(degrees: number): number {
  const metres = (degrees / 2) * Math.SQRT2 * DEGREE;
  const step = Math.max(1, 10 ** (Math.floor(Math.log10(metres)) - 1));
  return Math.ceil(metres / step) * step;
}

function rounded(degrees: number, to: number): number {
  return Math.round(Math.round(degrees / to) * to * 1e6) / 1e6;
}
