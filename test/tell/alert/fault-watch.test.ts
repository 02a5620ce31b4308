import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, type Fault, type FaultKind } from '../../../src/base/domain.ts';
import { type Condition, type FaultChange, type FaultRules, FaultWatch } from '../../../src/tell/alert/fault-watch.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const START = Date.UTC(2026, 4, 1);
const CAMERAS = Array.from({ length: 13 }, (_, i) => `camera-${i + 1}`);

function rules(): FaultRules {
  let ids = 0;
  const graceMs = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 10 * MINUTE])) as Record<FaultKind, number>;
  return { graceMs, wellMs: 5 * MINUTE, newId: () => `f${++ids}` };
}

/** Looks every ten seconds from minute to minute; `is` says how a camera is at a minute. */
function run(
  watch: FaultWatch,
  [from, to]: readonly [number, number],
  is: (camera: string, minute: number) => Condition['is'],
  { cameras = CAMERAS, kind = 'down' as FaultKind } = {},
): string[] {
  const told: string[] = [];
  for (let now = from * MINUTE; now <= to * MINUTE; now += 10 * SECOND) {
    const conditions = cameras.map((camera) => ({ kind, camera, is: is(camera, now / MINUTE) }));
    told.push(...watch.take(conditions, now, START + now).map((change) => line(change, now)));
  }
  return told;
}

const minute = (at: number) => Math.round((at - START) / MINUTE);
const line = ({ change, fault }: FaultChange, now: number) =>
  `${Math.round(now / MINUTE)} ${change} ${fault.id} ${fault.cameras.length} from ${minute(fault.beganAt)}${
    fault.endedAt === undefined ? '' : ` to ${minute(fault.endedAt)}`
  }`;

const between = (from: number, to: number) => (minute: number) => minute >= from && minute < to;

describe('faults', () => {
  it('begin after their grace and end when all has been well for long, once each', () => {
    const bad = between(20, 40);
    const told = run(new FaultWatch(rules(), []), [0, 120], (_, at) => (bad(at) ? 'bad' : 'good'), {
      cameras: ['east'],
    });
    expect(told).toEqual(['30 begin f1 1 from 20', '45 end f1 1 from 20 to 40']);
  });

  it('shorter than their grace are nobody heard of', () => {
    const bad = between(20, 29);
    expect(run(new FaultWatch(rules(), []), [0, 60], (_, at) => (bad(at) ? 'bad' : 'good'))).toEqual([]);
  });

  it('of 13 cameras that one switch takes along are one message, and one when all are back', () => {
    const at = (camera: string) => CAMERAS.indexOf(camera) / 10;
    const told = run(new FaultWatch(rules(), []), [0, 90], (camera, now) =>
      between(20 + at(camera), 50 + at(camera))(now) ? 'bad' : 'good',
    );
    expect(told.filter((one) => !one.includes('update'))).toEqual([
      '30 begin f1 13 from 20',
      '56 end f1 13 from 20 to 51',
    ]);
  });

  it('of a part of the cameras wait for the others that were lost with them, and leave out those that were not', () => {
    const lost = new Set(CAMERAS.slice(0, 8));
    const told = run(new FaultWatch(rules(), []), [0, 40], (camera, now) =>
      lost.has(camera) && now >= 20 ? 'bad' : camera === 'camera-13' && now >= 27 ? 'bad' : 'good',
    );
    expect(told).toEqual(['31 begin f1 8 from 20', '38 begin f2 1 from 27']);
  });

  it('that only some cameras are rid of go on, and one that is lost again is told anew', () => {
    const told = run(
      new FaultWatch(rules(), []),
      [0, 200],
      (camera, now) => {
        if (camera === 'dead') return now >= 20 ? 'bad' : 'good';
        return between(20, 40)(now) || between(100, 300)(now) ? 'bad' : 'good';
      },
      { cameras: ['dead', 'east'] },
    );
    expect(told).toEqual(['30 begin f1 2 from 20', '45 update f1 2 from 20', '110 begin f2 1 from 100']);
  });

  it('that flap give no storm: 15 minutes lost and 15 well, for a day', () => {
    const told = run(new FaultWatch(rules(), []), [0, 1440], (_, now) => (now % 30 < 15 ? 'bad' : 'good'), {
      cameras: ['east'],
    });
    expect(told.length).toBeLessThanOrEqual(6);
    const blinking = run(
      new FaultWatch(rules(), []),
      [0, 1440],
      (_, now) => (Math.floor(now * 6) % 3 === 0 ? 'good' : 'bad'),
      {
        cameras: ['east'],
      },
    );
    // Blind for two thirds of the time is blind; counted is what lies between two looks that found it bad.
    expect(blinking).toEqual(['30 begin f1 1 from 0']);
  });

  it('go on over a restart: nothing is told twice, and the end is told', () => {
    const one = new FaultWatch(rules(), []);
    const [begun] = [20, 31].flatMap((now) =>
      now === 20
        ? Array.from({ length: 61 }, (_, i) =>
            one.take([{ kind: 'down', camera: 'east', is: 'bad' }], i * 10 * SECOND, START + i * 10 * SECOND),
          ).flat()
        : [],
    );
    expect(begun).toMatchObject({ change: 'begin', fault: { id: 'f1' } });
    const again = (faults: readonly Fault[], is: Condition['is']) =>
      run(new FaultWatch(rules(), faults), [20, 60], (_, now) => (now < 21 ? 'unknown' : is), { cameras: ['east'] });
    expect(again([begun!.fault], 'bad')).toEqual([]);
    expect(again([begun!.fault], 'good')).toEqual(['26 end f1 1 from 0 to 21']);
    // What ended lately must be well for longer before it is over again.
    const ended = { ...begun!.fault, endedAt: START, cameras: [{ camera: 'east', since: START, wellAt: START }] };
    expect(again([{ ...begun!.fault, id: 'f0' }, ended], 'good')).toEqual(['31 end f0 1 from 0 to 21']);
  });

  it('are not counted on while nobody can say: a camera that was covered and went down', () => {
    const told = run(
      new FaultWatch(rules(), []),
      [0, 100],
      (_, now) => (between(10, 15)(now) ? 'bad' : between(15, 80)(now) ? 'unknown' : 'good'),
      { cameras: ['east'], kind: 'covered' },
    );
    expect(told).toEqual([]);
  });

  it('of a camera that nobody watches any more are over', () => {
    const watch = new FaultWatch(rules(), []);
    run(watch, [0, 11], () => 'bad', { cameras: ['east'] });
    expect(watch.take([], 12 * MINUTE, START + 12 * MINUTE)).toMatchObject([{ change: 'end', fault: { id: 'f1' } }]);
  });

  it('do not begin because the clock was set by years, or the machine slept', () => {
    const watch = new FaultWatch(rules(), []);
    const down: Condition[] = [{ kind: 'down', camera: 'east', is: 'bad' }];
    expect(watch.take(down, 0, 0)).toEqual([]);
    expect(watch.take(down, 10 * SECOND, START)).toEqual([]);
    expect(watch.take(down, 8 * 60 * MINUTE, START)).toEqual([]);
  });

  it('of the box name no camera, and say what it says', () => {
    const watch = new FaultWatch(rules(), []);
    const full: Condition = { kind: 'disk', is: 'bad', message: '0.1 GB are free' };
    const changes = Array.from({ length: 62 }, (_, i) =>
      watch.take([full], i * 10 * SECOND, START + i * 10 * SECOND),
    ).flat();
    expect(changes).toMatchObject([
      { change: 'begin', fault: { kind: 'disk', cameras: [], message: '0.1 GB are free' } },
    ]);
  });
});
