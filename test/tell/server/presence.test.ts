import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PresenceRow } from '../../../src/count/tally/presence-line.ts';
import { againstTide } from '../../../src/count/tally/tide-counts.ts';
import { Tide } from '../../../src/know/tide/tide.ts';
import { NOON, type Running, startFake } from './fake.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** High water at noon, and two more 12 hours away. */
const tide = new Tide(
  [-18, -12, -6, 0, 6, 12, 18].map((hour, index) => ({ at: NOON + hour * HOUR, height: index % 2 === 0 ? 0.5 : 3.25 })),
);

let running: Running;
beforeAll(async () => {
  running = await startFake();
});
afterAll(() => running.stop());

async function ask(query = '') {
  const response = await running.get(`/api/v1/presence${query}`);
  return { status: response.status, body: (await response.json()) as never };
}

describe('presence by ten minutes', () => {
  it('is told with the height of the tide, the peak of each high water, and the share near it', async () => {
    const row = (minutes: number, individuals: number | null, lookedSeconds = 600): PresenceRow => {
      return { at: NOON + minutes * MINUTE, individuals, animalSeconds: 600 * (individuals ?? 0), lookedSeconds };
    };
    const rows = [row(-240, 1), row(-15, 8), row(-5, 12), row(355, null, 0)];
    const counts = againstTide(rows, tide);
    running.box.presenceFound = { rows: counts.rows, tide: counts };
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      from: '2026-04-24T04:00:00.000Z',
      to: '2026-05-01T04:00:00.000Z',
      data: [
        {
          startAt: '2026-05-01T00:00:00.000Z',
          individuals: 1,
          height: expect.closeTo(1.26, 1),
          highWaterAt: '2026-05-01T04:00:00.000Z',
        },
        { individuals: 8 },
        { individuals: 12, animalSeconds: 7200, lookedSeconds: 600, height: 3.25 },
        { individuals: null, lookedSeconds: 0, height: 0.5 },
      ],
      tide: {
        highWaters: [
          {
            at: '2026-05-01T04:00:00.000Z',
            height: 3.25,
            individuals: 12,
            peakAt: '2026-05-01T03:55:00.000Z',
            lookedHours: 0.5,
          },
        ],
        near: {
          ...{ hours: 2, animalHours: expect.closeTo(20 / 6, 9), lookedHours: expect.closeTo(1 / 3, 9) },
          ...{
            shareOfAnimals: expect.closeTo(20 / 21, 9),
            shareOfLooked: expect.closeTo(2 / 3, 9),
            mean: 10,
            meanElsewhere: 1,
          },
        },
        steps: [
          { fromHours: -4, animalHours: expect.closeTo(1 / 6, 9), mean: 1 },
          { fromHours: -0.5, mean: 8 },
          { fromHours: 0, mean: 12 },
          { fromHours: 6, lookedHours: 0, mean: null },
        ],
      },
    });
  });

  it('is told without a tide, and why that cannot be read', async () => {
    const trouble =
      'read tide tide.csv: it cannot be read (ENOENT). It is the file of the key site.tide.table, relative to roost.yaml';
    running.box.presenceFound = { rows: [], trouble };
    expect((await ask()).body).toMatchObject({
      ...{ data: [], tideTrouble: trouble },
      said: {
        code: 'tide-unread',
        params: { what: 'tide.csv', why: { code: 'file-unread', params: { code: 'ENOENT' } } },
      },
    });
  });

  it.each([
    ['?from=2020-01-01T00:00:00Z', 'from'],
    ['?from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z', 'from'],
    ['?basis=worst', 'basis'],
    ['?tide=high', 'tide'],
  ])('refuses %s', async (query, key) => {
    const { status, body } = await ask(query);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ key }] });
  });
});
