import type { Deployment } from '../../base/domain.ts';
import { groupBy } from '../../base/group-by.ts';
import { EVER, stationAt, staysIn } from '../../count/tally/stations.ts';
import type { ExportQuery, ExportSource } from './format.ts';
import type { SiteDay } from './site-days.ts';

/** A part of time, ms: from `from` up to `to`. */
export type Part = Pick<SiteDay, 'from' | 'to'>;

/** A camera at a station. */
export interface Stand {
  readonly station: string;
  readonly camera: string;
  /** When it belonged to that station, by start; together the stands of a camera hold all of time. */
  readonly stays: readonly Part[];
  /** All deployments of the camera, by start; empty where nobody told that it stood anywhere. */
  readonly deployments: readonly Deployment[];
}

/** What stands together in one row of a table, e.g. all cameras of a station. */
export interface StandRow {
  readonly name: string;
  readonly stands: readonly Stand[];
}

/** Which cameras were at which stations, ever: also those whose files are gone, so that their records keep their rows. */
export class Stands {
  readonly #source: Pick<ExportSource, 'stations'>;
  readonly #stands: readonly Stand[];

  constructor(source: Pick<ExportSource, 'store' | 'cameras' | 'stations'>) {
    this.#source = source;
    const deployments = groupBy(source.store.deployments.all(), ({ camera }) => camera);
    const stands = source.cameras.flatMap(({ id: camera }) => {
      const stays = groupBy(staysIn(source.stations, camera, EVER, Number.MAX_SAFE_INTEGER), ({ station }) => station);
      return [...stays].map(([station, own]): Stand => {
        return { station, camera, stays: own, deployments: deployments.get(camera) ?? [] };
      });
    });
    this.#stands = stands.sort((a, b) => order(a.station, b.station) || order(a.camera, b.camera));
  }

  /** All of them, by station, then by camera. */
  all(): readonly Stand[] {
    return this.#stands;
  }

  /** Rows of tables by station, or by camera. */
  rows(apart: ExportQuery['apart']): StandRow[] {
    const rows = groupBy(this.#stands, ({ station, camera }) => rowName(station, camera, apart));
    return [...rows].map(([name, stands]) => ({ name, stands }));
  }

  /** Name of the row that a record of a camera belongs to: that of the station where the camera was then. */
  rowOf(camera: string, at: number, apart: ExportQuery['apart']): string {
    return rowName(stationAt(this.#source.stations, camera, at), camera, apart);
  }
}

/** camtrapR's name of a row: the station, and of one camera alone `Station__CAM_camera`. */
function rowName(station: string, camera: string, apart: ExportQuery['apart']): string {
  return apart === 'camera' ? `${station}__CAM_${camera}` : station;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
