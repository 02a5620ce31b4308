import type { Deployment } from '../../base/domain.ts';
import { protectedInTheWild } from '../../know/taxonomy/wild.ts';
import type { ExportQuery, ExportSource } from './format.ts';

/** Where a camera stood, as an export may tell it. */
export interface Place extends Deployment {
  /** Set where the position is wider than it is known: protected species were seen there. */
  readonly generalised?: { readonly degrees: number; readonly uncertaintyMetres: number };
}

/** Protected species are told of to this many degrees: about 11 km from north to south. */
const DEGREES = 0.1;
/**
 * Half the diagonal of a cell of 0.1 degree at the equator, where it is largest: 0.05 x sqrt(2) degrees of 111,320 m,
 * rounded up.
 */
const UNCERTAINTY = 7_900;

/** Why a position is wide, in words for the reader of an export. */
export const GENERALISED = `Coordinates are rounded to ${DEGREES} degree because species under national protection were recorded here`;

/**
 * Where cameras stood in a range, by deployment. One at which a species of level 1 or 2 was recorded is told of to 0.1 degree,
 * unless precise positions are asked for: every record of a deployment tells where it is, so the deployment as a whole is wide.
 */
export class Places {
  readonly #source: ExportSource;
  readonly #query: ExportQuery;
  readonly #places: Place[];

  constructor(source: ExportSource, query: ExportQuery) {
    this.#source = source;
    this.#query = query;
    const { store } = source;
    const cameras = new Set([...source.cameras.map(({ id }) => id), ...store.sums.cameras()]);
    const guarded = store.sums.taxa().filter((taxon) => protectedInTheWild(taxon));
    this.#places = [...cameras].sort().flatMap((camera) => {
      const stood = store.deployments.all().filter((deployment) => deployment.camera === camera);
      const { from, to } = query;
      const within = stood.filter(({ startAt, endAt = to }) => startAt < to && endAt > from);
      const wide =
        !query.precise &&
        guarded.length > 0 &&
        store.visits.page({ from, to, cameras: [camera], taxa: guarded, limit: 1 }).length > 0;
      const known = within.length > 0 ? within : stood.slice(-1);
      return (known.length > 0 ? known : [this.#unknown(camera)]).map((place) => (wide ? widened(place) : place));
    });
  }

  /** Every place, by camera, then by start. */
  all(): readonly Place[] {
    return this.#places;
  }

  /** The place of a camera at a time: the deployment that holds it, else the one before, else the first. */
  at(camera: string, at: number): Place {
    const own = this.#places.filter((place) => place.camera === camera);
    return own.findLast(({ startAt }) => startAt <= at) ?? own[0] ?? this.#unknown(camera);
  }

  /** A camera that nobody told the place of stood somewhere at the site. */
  #unknown(camera: string): Place {
    const { site } = this.#source;
    const { latitude, longitude } = site;
    return {
      id: camera,
      camera,
      startAt: this.#query.from,
      place: '',
      station: camera,
      latitude,
      longitude,
      habitat: '',
    };
  }
}

function widened(place: Deployment): Place {
  const round = (degrees: number) => Math.round(Math.round(degrees / DEGREES) * DEGREES * 1e6) / 1e6;
  const generalised = { degrees: DEGREES, uncertaintyMetres: UNCERTAINTY };
  return { ...place, latitude: round(place.latitude), longitude: round(place.longitude), generalised };
}
