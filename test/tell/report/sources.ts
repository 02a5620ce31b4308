import type { StoreReader } from '../../../src/count/store/open.ts';
import type { Stand } from '../../../src/tell/report/figures.ts';
import type { ReportSource } from '../../../src/tell/report/gather.ts';
import { LISTED, local, ZONE } from './fixture.ts';

/** What reports of the half-year's fixture are made from. @param folder the data folder */
export function halfYearSource(store: StoreReader, folder: string): ReportSource {
  return {
    ...{ store, data: folder, timeZone: ZONE, sample: { share: 0.02, seed: '' }, now: local('2026-08-01') },
    names: new Map([
      ['east', '东滩一号'],
      ['reeds', ''],
    ]),
    listed: (taxon) => LISTED.includes(taxon),
    stands: (from, to) =>
      STANDS.map((stand) => ({ ...stand, from: Math.max(stand.from, from), to: Math.min(stand.to, to) })),
  };
}

const place = { startAt: local('2026-01-01'), habitat: 'reed bed', latitude: 31.5, longitude: 121.9 };
/** East had a protected species: its position is wide. */
const STANDS: readonly Stand[] = [
  {
    place: { ...place, id: 'east-1', camera: 'east', station: 'mudflat', place: '', generalised: { degrees: 0.1 } },
    ...{ from: local('2025-10-01'), to: local('2027-01-01') },
  },
  {
    place: { ...place, id: 'reeds-1', camera: 'reeds', station: 'reeds', place: 'north', latitude: 31.51234 },
    ...{ from: local('2026-02-10'), to: local('2026-02-12') },
  },
];
