import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../../src/base/domain.ts';
import { records } from '../../../src/count/tally/records.ts';
import { stationsOf } from '../../../src/count/tally/stations.ts';
import { camtrapDp } from '../../../src/tell/export/camtrap-dp.ts';
import { darwinCore } from '../../../src/tell/export/darwin-core.ts';
import type { ExportQuery, ExportSource } from '../../../src/tell/export/format.ts';
import { megaDetector } from '../../../src/tell/export/megadetector.ts';
import { recordTable } from '../../../src/tell/export/record-table.ts';
import { tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { unzip, whole } from './unzip.ts';

const HOUR = 3_600_000;
type Row = Readonly<Record<string, string>>;
const rowsOf = (text: Buffer | undefined): Row[] => parse(text!, { columns: true });

/** Some hours in which a camera stood, one deployment after another, with pauses between them, and hours at which it saw something. */
const drawn = fc.record({
  stays: fc.array(
    fc.record({
      hours: fc.integer({ min: 1, max: 30 }),
      pause: fc.nat(3),
      station: fc.constantFrom('hide', 'pier', 'reeds'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  seen: fc.uniqueArray(fc.integer({ min: -5, max: 120 }), { minLength: 1, maxLength: 6 }),
});

function deploymentsFrom(stays: readonly { hours: number; pause: number; station: string }[]): Deployment[] {
  let at = T;
  return stays.map(({ hours, pause, station }, index) => {
    const [startAt, endAt] = [at, at + hours * HOUR];
    at = endAt + pause * HOUR;
    const facts = { place: '', habitat: '', latitude: 31 + index, longitude: 121 };
    return { id: `east-${index}`, camera: 'east', startAt, endAt, station, ...facts };
  });
}

/** The station of the deployment that holds a time, else of the one before, else of the first: said once more, by hand. */
function stationOf(all: readonly Deployment[], at: number): string {
  const holding = all.find(({ startAt, endAt }) => startAt <= at && at < endAt!);
  const before = all.filter(({ startAt }) => startAt <= at).at(-1);
  return (holding ?? before ?? all[0]!).station;
}

describe('a camera that moved, and whose file is gone', () => {
  it('has each of its records at the station of its time, in every format', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async ({ stays, seen }) => {
        const store = await tempStore();
        const all = deploymentsFrom(stays);
        await store.write(({ deployments }) => {
          for (const deployment of all) deployments.put(deployment, T);
        });
        const hours = [...seen].sort((a, b) => a - b);
        for (const hour of hours) {
          const startAt = T + hour * HOUR;
          const track = aTrack(`t${hour}`, { startAt });
          await store.saveVisit(aVisit(`v${hour}`, { startAt, tracks: [track.id] }), 'end', startAt, [track]);
          const file = `media/east/${hour}.jpg`;
          const media = { id: `m${hour}`, camera: 'east', track: track.id, type: 'crop', at: startAt, file } as const;
          await store.addMedia({ ...media, sha256: 'ab', bytes: 1, blurred: false });
        }
        const source: ExportSource = {
          ...{ store, data: '', now: T + 1000 * HOUR, version: '0', timeZone: 'UTC', stations: stationsOf(all) },
          cameras: [{ id: 'east', name: 'East' }],
          ...{ site: { name: 'East', latitude: 31, longitude: 121 }, scientific: (taxon: string) => taxon },
        };
        const query: ExportQuery = {
          ...{ from: T - 50 * HOUR, to: T + 500 * HOUR, intervalMinutes: 0, compare: 'lastIndependentRecord' },
          ...{ apart: 'station', basis: 'best', media: false, precise: false },
        };
        const right = hours.map((hour) => stationOf(all, T + hour * HOUR));
        const counts = (list: readonly string[]) => [...list].sort();

        const table: Row[] = parse(await whole(recordTable.write(source, query)), { columns: true });
        expect(counts(table.map(({ Station }) => Station!))).toEqual(counts(right));

        const dp = await unzip(await whole(camtrapDp.write(source, query)));
        const places = new Map(rowsOf(dp.get('deployments.csv')).map((row) => [row.deploymentID, row]));
        const events = rowsOf(dp.get('observations.csv')).filter(
          ({ observationLevel }) => observationLevel === 'event',
        );
        expect(
          hours.map(
            (hour) => places.get(events.find(({ eventID }) => eventID === `v${hour}`)!.deploymentID)?.locationID,
          ),
        ).toEqual(right);
        // Each deployment of the package holds what was observed there, and none overlaps the next one.
        for (const event of events) {
          const { deploymentStart, deploymentEnd } = places.get(event.deploymentID)!;
          expect(deploymentStart! <= event.eventStart! && event.eventEnd! <= deploymentEnd!).toBe(true);
        }
        const spans = [...places.values()].map((row) => [row.deploymentStart!, row.deploymentEnd!] as const).sort();
        for (const [index, [start]] of spans.entries()) if (index > 0) expect(spans[index - 1]![1] <= start).toBe(true);

        const dwc = rowsOf((await unzip(await whole(darwinCore.write(source, query)))).get('occurrence.csv'));
        expect(hours.map((hour) => dwc.find(({ eventID }) => eventID === `v${hour}`)!.locationID)).toEqual(right);

        const { images } = JSON.parse(String(await whole(megaDetector.write(source, query)))) as {
          images: { file: string; location: string }[];
        };
        expect(hours.map((hour) => images.find(({ file }) => file.endsWith(`/${hour}.jpg`))!.location)).toEqual(right);

        const told = await records(store, { ...query, zone: 'UTC', stations: source.stations });
        expect(counts(told.flatMap(({ station, visits }) => new Array(visits).fill(station)))).toEqual(counts(right));
        await store.close();
      }),
      { numRuns: 25 },
    );
  });
});
