import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CameraSays, Deployment } from '../../../src/base/domain.ts';
import { RoostError } from '../../../src/base/errors.ts';
import { correctDeployment } from '../../../src/count/record/correct-deployment.ts';
import { type Deploying, deploymentsOf } from '../../../src/count/record/deployments.ts';
import { stationAt, stationsOf } from '../../../src/count/tally/stations.ts';
import { T } from '../store/values.ts';

const DAY = 86_400_000;
const SITE = { latitude: 31, longitude: 121 };
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
const place = { name: 'East', place: 'Hide 3', station: 'hide', latitude: 31.5, longitude: 121.9, habitat: 'mud' };
const file: CameraSays = { camera: 'east', ...place };
const first: Deployment = { id: 'east-20250503', camera: 'east', startAt: T, ...place };

/** What a store holds after files said something. */
class Known {
  readonly all = new Map<string, Deployment>();
  readonly said = new Map<string, CameraSays>();
  /** When the camera watched. */
  watchedAt = Number.NaN;

  get known(): Deployment[] {
    return [...this.all.values()].sort((a, b) => a.camera.localeCompare(b.camera) || a.startAt - b.startAt);
  }

  say(at: number, files: readonly CameraSays[], doubtful = false): Deploying[] {
    const watched = (_: string, from: number, to: number) => from <= this.watchedAt && this.watchedAt < to;
    const from = {
      known: this.known,
      said: [...this.said.values()],
      site: SITE,
      now: { at, doubtful },
      dayOf,
      watched,
    };
    const deploying = deploymentsOf(files, from);
    for (const { put, says } of deploying) {
      this.take(put);
      this.said.set(says.camera, says);
    }
    return deploying;
  }

  take(put: readonly Deployment[]): void {
    for (const deployment of put) this.all.set(deployment.id, deployment);
  }
}

function said(...steps: readonly [number, Partial<CameraSays>][]) {
  const store = new Known();
  let now = file;
  const warned: boolean[] = [];
  for (const [at, more] of steps) {
    now = { ...now, ...more };
    warned.push(store.say(at, [now]).some(({ notes }) => notes.some(({ warn }) => warn)));
  }
  return { store, known: store.known, warned };
}

describe('deployments by camera files', () => {
  it('begin on the day that the file names, or now, and never by a clock that is not right', () => {
    expect(said([T + DAY, { startAt: T }]).known).toEqual([first]);
    expect(said([T, {}]).known).toEqual([first]);
    const store = new Known();
    store.say(0, [file], true);
    expect(store.known).toEqual([]);
    store.say(0, [{ ...file, startAt: T }], true);
    expect(store.known).toEqual([first]);
    store.say(0, [{ ...file, startAt: T, latitude: 32 }], true);
    expect(store.known).toEqual([first]);
    store.say(T + DAY, [{ ...file, startAt: T, latitude: 32 }]);
    expect(store.known).toHaveLength(2);
  });

  it('are corrected by another first day, and no second one is opened', () => {
    for (const startAt of [T - 5 * DAY, T + 2 * DAY])
      expect(said([T, { startAt: T }], [T + 9 * DAY, { startAt }]).known).toEqual([{ ...first, startAt }]);
  });

  it('are corrected with a warning where the camera watched before its first day: it may have been put up anew', () => {
    const store = new Known();
    store.say(T, [{ ...file, startAt: T }]);
    store.watchedAt = T + DAY;
    const [said] = store.say(T + 9 * DAY, [{ ...file, startAt: T + 2 * DAY }]);
    expect(said!.notes).toEqual([{ warn: true, message: expect.stringContaining('though it watched before') }]);
    expect(store.known).toEqual([{ ...first, startAt: T + 2 * DAY }]);
  });

  it('are corrected by another name, place, habitat, last day, and by what was never told', () => {
    const more = { name: 'E', place: 'Hide 4', habitat: 'reed', heightMetres: 2, directionDegrees: 45 };
    expect(said([T, {}], [T + DAY, { ...more, endAt: T + 3 * DAY }]).known).toEqual([
      { ...first, ...more, endAt: T + 3 * DAY },
    ]);
    const nowhere = { latitude: undefined, longitude: undefined } as unknown as Partial<CameraSays>;
    const untold = said([T, nowhere]);
    expect(untold.known).toMatchObject([{ ...SITE, atSite: true }]);
    const told = said([T, nowhere], [T + DAY, { latitude: 31.5, longitude: 121.9 }]);
    expect(told.known).toEqual([first]);
    expect(told.warned).toEqual([false, false]);
  });

  it.each([
    ['position', { latitude: 31.6 }],
    ['station', { station: 'pier' }],
    ['direction', { directionDegrees: 90 }],
    ['height', { heightMetres: 9 }],
  ])('end where the %s is another one, today and with a warning where the file names no day', (_, more) => {
    const began = { directionDegrees: 10, heightMetres: 1 };
    const now = T + 40 * DAY;
    const { known, warned } = said([T, { startAt: T, ...began }], [now, more], [now + DAY, {}]);
    expect(known).toEqual([
      { ...first, ...began, endAt: now },
      { ...first, ...began, ...more, id: 'east-20250612', startAt: now },
    ]);
    expect(warned).toEqual([false, true, false]);
    const named = said([T, { startAt: T, ...began }], [now, { ...more, startAt: T + 30 * DAY }]);
    expect(named.known.map(({ startAt }) => startAt)).toEqual([T, T + 30 * DAY]);
    expect(named.warned).toEqual([false, false]);
  });

  it('begin anew where a camera comes back, to the same place as well', () => {
    const { known } = said([T, {}], [T + 5 * DAY, { endAt: T + 5 * DAY }], [T + 9 * DAY, { startAt: T + 9 * DAY }]);
    expect(known.map(({ startAt, endAt }) => [startAt, endAt])).toEqual([
      [T, T + 5 * DAY],
      [T + 9 * DAY, undefined],
    ]);
  });

  it('have two names where two begin on one day', () => {
    const { known } = said([T, {}], [T + 1, { station: 'pier' }], [T + 2, { station: 'hide' }]);
    expect(known.map(({ id }) => id)).toEqual(['east-20250503', 'east-20250503-2', 'east-20250503-3']);
  });

  it('keep what people corrected while the file says what it said', () => {
    const { store } = said([T, { startAt: T }]);
    store.take(correctDeployment(store.known, first.id, { startAt: T - DAY, station: 'pier', latitude: 30 }, dayOf));
    store.say(T + DAY, [{ ...file, startAt: T }]);
    expect(store.known).toEqual([{ ...first, startAt: T - DAY, station: 'pier', latitude: 30 }]);
    // The file is put right as well: nothing moved.
    store.say(T + 2 * DAY, [{ ...file, startAt: T - DAY, station: 'pier', latitude: 30 }]);
    expect(store.known).toHaveLength(1);
  });

  it('of a database from before files were remembered go on, and move as any other', () => {
    const store = new Known();
    const { name: _, ...old } = first;
    store.take([old]);
    store.say(T + DAY, [file]);
    expect(store.known).toEqual([first]);
    store.take([old]);
    store.said.clear();
    store.say(T + DAY, [{ ...file, latitude: 32 }]);
    expect(store.known.map(({ latitude }) => latitude)).toEqual([31.5, 32]);
  });

  it('stay where the file of a camera is gone', () => {
    const { store } = said([T, {}]);
    expect(store.say(T + DAY, [])).toEqual([]);
    expect(store.known).toEqual([first]);
  });
});

describe('a correction of a deployment', () => {
  const second = { ...first, id: 'east-20250510', station: 'pier', startAt: T + 7 * DAY };
  const known = [{ ...first, endAt: second.startAt }, second];
  const correct = (id: string, correction: object) => correctDeployment(known, id, correction, dayOf);

  it('moves the end of the one before with its first day', () => {
    expect(correct(second.id, { startAt: T + 5 * DAY })).toEqual([
      { ...first, endAt: T + 5 * DAY },
      { ...second, startAt: T + 5 * DAY },
    ]);
  });

  it('ends it, and lets it go on', () => {
    expect(correct(second.id, { endAt: T + 9 * DAY })).toEqual([{ ...second, endAt: T + 9 * DAY }]);
    expect(correctDeployment([{ ...second, endAt: T + 9 * DAY }], second.id, { endAt: null }, dayOf)).toEqual([second]);
  });

  it.each([
    ['nobody', {}, 'no such deployment'],
    [second.id, { startAt: T }, 'before east-20250503'],
    [second.id, { endAt: T }, 'before it begins'],
    [first.id, { endAt: null }, 'after east-20250510 begins'],
    [first.id, { endAt: T + 8 * DAY }, 'after east-20250510 begins'],
  ])('of %s to %j is refused in words', (id, correction, why) => {
    expect(() => correct(id, correction)).toThrow(why);
  });
});

const step = fc.record({
  hours: fc.integer({ min: 1, max: 200 }),
  doubtful: fc.boolean(),
  edit: fc.oneof(
    fc.record({ station: fc.constantFrom('hide', 'pier', 'reeds') }),
    fc.record({ latitude: fc.constantFrom(31.5, 31.6), longitude: fc.constantFrom(121.9, 122) }),
    fc.record({ startAt: fc.integer({ min: 0, max: 90 }).map((days) => T + days * DAY) }),
    fc.record({
      endAt: fc.option(
        fc.integer({ min: 0, max: 90 }).map((days) => T + days * DAY),
        { nil: undefined },
      ),
    }),
    fc.record({ directionDegrees: fc.constantFrom(10, 20) }),
  ),
  person: fc.option(
    fc.record({
      which: fc.nat(5),
      startAt: fc.integer({ min: 0, max: 90 }).map((days) => T + days * DAY),
      station: fc.constantFrom('hide', 'pier'),
    }),
  ),
});

describe('whatever files say and people correct', () => {
  it('no deployments of a camera overlap, a file said twice changes nothing, and each time is at the station of its deployment', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const store = new Known();
        let [now, says] = [T, file];
        for (const { hours, doubtful, edit, person } of steps) {
          now += hours * 3_600_000;
          says = { ...says, ...edit } as CameraSays;
          store.say(now, [says], doubtful);
          const again = store.known;
          store.say(now, [says], doubtful);
          expect(store.known).toEqual(again);
          const one = person && store.known[person.which % (store.known.length || 1)];
          if (one)
            try {
              const { startAt, station } = person;
              store.take(correctDeployment(store.known, one.id, { startAt, station }, dayOf));
            } catch (error) {
              expect(error).toBeInstanceOf(RoostError);
            }
        }
        const known = store.known;
        const stations = stationsOf(known);
        for (const [index, { startAt, endAt = Number.POSITIVE_INFINITY, station }] of known.entries()) {
          expect(startAt).toBeLessThan(endAt);
          expect(endAt).toBeLessThanOrEqual(known[index + 1]?.startAt ?? Number.POSITIVE_INFINITY);
          for (const at of [startAt, Math.min(endAt, startAt + DAY) - 1])
            expect(stationAt(stations, 'east', at)).toBe(station);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the station of what was recorded stays, where no first day is corrected', () => {
    const moves = fc.array(
      fc.record({ hours: fc.integer({ min: 1, max: 99 }), station: fc.constantFrom('a', 'b', 'c') }),
    );
    fc.assert(
      fc.property(moves, (steps) => {
        const store = new Known();
        let now = T;
        const recorded = steps.map(({ hours, station }) => {
          store.say(now, [{ ...file, station }]);
          const at = now;
          now += hours * 3_600_000;
          return { at, station };
        });
        const stations = stationsOf(store.known);
        for (const { at, station } of recorded) expect(stationAt(stations, 'east', at)).toBe(station);
      }),
    );
  });
});
