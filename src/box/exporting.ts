import { VERSION } from '../base/package.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';
import type { ExportSource } from '../tell/export/format.ts';
import { formatFor, pieces } from '../tell/export/formats.ts';
import type { ExportAsked } from '../tell/server/deps.ts';
import type { ReadConfig } from './read-config.ts';
import { stationsIn } from './tallying.ts';

/** What exports are made from, of a box and its store. @param now ms */
export function exportSource(
  { site, cameras, data }: ReadConfig,
  store: ExportSource['store'],
  now: number,
): ExportSource {
  const deployments = store.deployments.all();
  const names = new Map(
    [...deployments, ...cameras.map(({ id, name }) => ({ camera: id, name }))].map(({ camera, name = '' }) => [
      camera,
      name,
    ]),
  );
  const known = new Set([
    ...cameras.map(({ id }) => id),
    ...names.keys(),
    ...store.effort.cameras(),
    ...store.sums.cameras(),
  ]);
  return {
    ...{ store, data, now, version: VERSION, site: site.site, timeZone: site.site.timeZone, sample: site.sample },
    publication: site.publication,
    cameras: [...known].map((id) => ({ id, name: names.get(id) ?? '' })),
    stations: stationsIn({ cameras }, deployments),
    scientific: (taxon) => taxonById(taxon)?.scientific ?? taxon,
  };
}

/**
 * An export as the API asks for it; nothing is made before the first piece is read.
 * @throws RoostError where there is no such format
 */
export function exported(
  config: ReadConfig,
  store: ExportSource['store'],
  name: string,
  { interval: intervalMinutes, ...rest }: ExportAsked,
  bom: boolean,
): AsyncGenerator<string | Uint8Array> {
  const query = { ...rest, intervalMinutes };
  return pieces(formatFor(name), exportSource(config, store, Date.now()), query, bom);
}
