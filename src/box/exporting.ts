import { VERSION } from '../base/package.ts';
import type { Config } from '../know/config/config.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';
import type { ExportSource } from '../tell/export/format.ts';

/** What exports are made from, of a box and its store. @param now ms */
export function exportSource(
  { site, cameras, data }: Pick<Config, 'site' | 'cameras' | 'data'>,
  store: ExportSource['store'],
  now: number,
): ExportSource {
  return {
    ...{ store, data, now, version: VERSION, site: site.site, timeZone: site.site.timeZone },
    cameras: cameras.map(({ id, station }) => ({ id, station: station ?? id })),
    scientific: (taxon) => taxonById(taxon)?.scientific ?? taxon,
  };
}
