import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Media, Outcome, Visit } from '../../../src/base/domain.ts';
import { type CaptureEvent, eventsOf } from '../../../src/tell/export/camtrap-events.ts';
import type { ExportQuery, ExportSource } from '../../../src/tell/export/format.ts';
import type { Place } from '../../../src/tell/export/place.ts';
import { aVisit, T } from '../../count/store/values.ts';

interface Drawn {
  readonly start: number;
  readonly length: number;
  readonly camera: string;
  readonly rejected: boolean;
  /** Time of each picture, ms from the visit's start. */
  readonly media: readonly number[];
}

const drawn = fc.array(
  fc.record({
    start: fc.nat(600_000),
    length: fc.nat(90_000),
    camera: fc.constantFrom('east', 'east', 'west'),
    rejected: fc.boolean(),
    media: fc.array(fc.integer({ min: -30_000, max: 90_000 }), { maxLength: 3 }),
  }),
  { maxLength: 25 },
);

const EVER = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };

async function eventsFor(all: readonly Drawn[], part = EVER): Promise<CaptureEvent[]> {
  const visits = all
    .map(({ start, length, camera, rejected }, index) => {
      const visit: Visit = aVisit(`v${index}`, { camera, startAt: T + start, endAt: T + start + length });
      return { visit, ...(rejected && { outcome: { status: 'rejected' } as Outcome }) };
    })
    .sort(({ visit: a }, { visit: b }) => a.startAt - b.startAt);
  const source = {
    store: {
      visits: { page: ({ after }: { after?: unknown }) => (after ? [] : visits) },
      media: {
        ofVisit: (id: string) => {
          const { start, media } = all[Number(id.slice(1))]!;
          return media.map((at, index) => ({ id: `${id}-${index}`, at: T + start + at }) as Media);
        },
      },
    },
  } as unknown as ExportSource;
  const at = (camera: string) => ({ id: camera }) as Place;
  const places = { at, within: (camera: string) => ({ place: at(camera), ...part }) };
  const query = { from: 0, to: Number.MAX_SAFE_INTEGER, basis: 'best' } as ExportQuery;
  const events: CaptureEvent[] = [];
  for await (const event of eventsOf(source, query, places)) events.push(event);
  return events;
}

const second = (at: number) => Math.floor(at / 1000);

describe('events of a data package', () => {
  it('hold each visit that counts once, and each picture is in the time of its own event and of no other', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async (all) => {
        const events = await eventsFor(all);
        const told = events.flatMap(({ visits }) => visits.map(({ reviewed }) => reviewed.visit.id));
        expect(new Set(told).size).toBe(told.length);
        for (const [index, { rejected }] of all.entries()) if (!rejected) expect(told).toContain(`v${index}`);
        for (const event of events)
          for (const { media } of event.visits)
            for (const { at } of media) {
              const holding = events.filter(
                ({ deployment, startAt, endAt }) =>
                  deployment === event.deployment && second(startAt) <= second(at) && second(at) <= second(endAt),
              );
              expect(holding).toEqual([event]);
            }
      }),
      { numRuns: 300 },
    );
  });

  it('lie with their pictures in the time that their deployment is told of, and lose no visit by it', async () => {
    const part = { from: T, to: T + 600_000 };
    await fc.assert(
      fc.asyncProperty(drawn, async (all) => {
        const events = await eventsFor(all, part);
        for (const { startAt, endAt, visits } of events)
          for (const at of [startAt, endAt, ...visits.flatMap(({ media }) => media.map((one) => one.at))]) {
            expect(at).toBeGreaterThanOrEqual(part.from);
            expect(at).toBeLessThanOrEqual(part.to);
          }
        const told = events.flatMap(({ visits }) => visits.map(({ reviewed }) => reviewed.visit.id));
        for (const [index, { rejected }] of all.entries()) if (!rejected) expect(told).toContain(`v${index}`);
      }),
    );
  });

  it('are blank only where nothing counts at that time', async () => {
    const one = { length: 10_000, camera: 'east', media: [] };
    const events = await eventsFor([
      { ...one, start: 0, rejected: true },
      { ...one, start: 5_000, rejected: false },
      { ...one, start: 300_000, rejected: true },
    ]);
    expect(events.map(({ visits }) => visits.map(({ reviewed }) => reviewed.visit.id))).toEqual([['v1'], ['v2']]);
  });
});
