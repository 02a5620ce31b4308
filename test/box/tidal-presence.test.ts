import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answers } from '../../src/box/answers.ts';
import type { ReadConfig } from '../../src/box/read-config.ts';
import { keepDaily } from '../../src/count/tally/keep.ts';
import type { PresenceFound } from '../../src/tell/server/deps.ts';
import { tempFile, tempStore } from '../count/store/temp.ts';
import { aTrack, aVisit } from '../count/store/values.ts';
import { heightOf, NEAP, SPRING, sampled, topsByHand } from '../know/tide/fortnight.ts';
import { readConfig } from './fixture.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE = 'Asia/Shanghai';

/** One bird for each 20 cm above 2 m, for twenty minutes about each high water of the fortnight. */
const birdsAt = (height: number) => Math.round(5 * (height - 2));

/** @param days that a camera looked at, from the first on */
async function roost(days: number) {
  const database = await tempFile();
  const store = await tempStore(database);
  await keepDaily(store, { timeZone: ZONE, stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' });
  for (const [n, { at, height }] of topsByHand().entries()) {
    const [startAt, endAt] = [at - 10 * MINUTE, at + 10 * MINUTE];
    const tracks = Array.from({ length: birdsAt(height) }, (_, k) => aTrack(`t${n}-${k}`, { startAt, endAt }));
    const ids = tracks.map(({ id }) => id);
    const visit = aVisit(`v${n}`, { taxon: 'calidris-alpina', startAt, endAt, individuals: ids.length, tracks: ids });
    await store.saveVisit(visit, 'end', endAt, tracks);
  }
  await store.write(({ effort }) => {
    for (let minute = SPRING - DAY; minute < SPRING + (days - 1) * DAY; minute += MINUTE)
      effort.put({ camera: 'east', minute, frames: 300, dropped: 0, watchedSeconds: 60 });
  });
  const plain = readConfig(database);
  const folder = dirname(database);
  const config = {
    ...plain,
    folder,
    site: { ...plain.site, site: { ...plain.site.site, tide: { table: 'tide.csv' } } },
  };
  const table = (lines: readonly string[]) => writeFile(join(folder, 'tide.csv'), lines.join('\n'));
  const ask = async (of: ReadConfig = config) => {
    const asked = { from: SPRING - 30 * DAY, to: SPRING + 30 * DAY };
    return (await answers(of, store, () => SPRING + 15 * DAY).presence(asked, 90 * DAY))!;
  };
  return { ask, table, plain };
}

const peaks = ({ tide }: PresenceFound) => tide!.highWaters.map(({ individuals }) => individuals);

describe('presence of a site with a tide', () => {
  it('has the known peaks of a spring and neap fortnight, from a table by the hour, and from one of high and low waters', async () => {
    const { ask, table, plain } = await roost(16);
    await table([
      'time,height',
      ...sampled(60).map(({ at, height }) => `${new Date(at).toISOString()},${height.toFixed(2)}`),
    ]);
    const found = await ask();
    const known = topsByHand().map(({ height }) => birdsAt(height));
    expect(peaks(found)).toEqual(known);
    expect([Math.max(...known), Math.min(...known)]).toEqual([7, 3]);
    const { all, near, highWaters } = found.tide!;
    // All birds were there near high water, in a third of the time: twice two hours of 12 h 25 min.
    expect(near.animalSeconds).toBe(all.animalSeconds);
    expect(near.lookedSeconds / all.lookedSeconds).toBeCloseTo(4 / 12.42, 1);
    expect(highWaters.every(({ peakAt, at }) => Math.abs(peakAt! - at) <= 20 * MINUTE)).toBe(true);
    // The first ten minutes of anything are told, and no others before.
    expect(found.rows[0]).toMatchObject({ at: SPRING - DAY, lookedSeconds: 600 });
    expect(found.rows.at(-1)!.at).toBe(SPRING + 15 * DAY - 10 * MINUTE);

    const turns = topsByHand().flatMap(({ at, height }) => [
      ...[
        { at, height },
        { at: at + 6.21 * HOUR, height: heightOf(at + 6.21 * HOUR) },
      ],
    ]);
    await table([
      'time,height',
      ...turns.map(({ at, height }) => `${new Date(at).toISOString().slice(0, 16)}Z,${height.toFixed(2)}`),
    ]);
    const again = await ask();
    // A table that begins and ends with high waters does not say that they are: nobody knows what was before and after.
    expect(peaks(again)).toEqual(known.slice(1));
    expect(again.rows.find(({ at }) => at > NEAP)!.height).toBeCloseTo(heightOf(NEAP + 10 * MINUTE), 1);

    const constituents = [{ name: 'S2', amplitude: 1.2, phase: 0 }];
    const site = { ...plain.site, site: { ...plain.site.site, tide: { constituents, meanLevel: 2 } } };
    const solar = await ask({ ...plain, site } as ReadConfig);
    expect(solar.tide!.highWaters.map(({ at }) => at % (12 * HOUR))).toEqual(solar.tide!.highWaters.map(() => 0));
  });

  it('is told all the same where the table is wrong or was never configured, and why', async () => {
    const { ask, table, plain } = await roost(1);
    await table(['time,height', '2026-04-01 00:10,high']);
    const found = await ask();
    expect(found.rows.filter(({ individuals }) => individuals !== null).length).toBeGreaterThan(144);
    expect(found.tide).toBeUndefined();
    expect(found.trouble).toMatch(/tide\.csv: line 2: height "high" is no number/);
    const bare = await ask(plain);
    expect(bare.rows).toEqual(found.rows);
    expect(bare).not.toHaveProperty('trouble');
  });
});
