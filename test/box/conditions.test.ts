import { describe, expect, it } from 'vitest';
import type { CameraState, CauseCode, Sight } from '../../src/base/domain.ts';
import { type BoxView, conditionsOf, isDaylight } from '../../src/box/conditions.ts';

const looks = { motion: 0, track: 0, sweep: 0 };
const figures = { frames: 0, dropped: 0, fps: 0, restarts: 0, looks };

function camera(id: string, state: CameraState, more: { code?: CauseCode; sight?: Sight; infrared?: boolean } = {}) {
  const cause = more.code ? { cause: { code: more.code, message: '' } } : {};
  return {
    status: { camera: id, state, since: 0, figures, ...cause },
    infrared: more.infrared ?? false,
    sight: more.sight,
  };
}

/** Ways in which something is bad, or unknown with a question mark. */
function bad(cameras: BoxView['cameras'], more: Partial<BoxView> = {}): string[] {
  const well = { daylight: true, inference: { runs: true }, disk: undefined, clock: undefined };
  return conditionsOf({ cameras, ...well, ...more })
    .filter(({ is }) => is !== 'good')
    .map(({ kind, camera = 'box', is }) => `${camera} ${kind}${is === 'unknown' ? '?' : ''}`);
}

describe('how a camera is', () => {
  it.each<[string, ReturnType<typeof camera>, Partial<BoxView>, string[]]>([
    ['sees', camera('east', 'watching', { sight: 'clear' }), {}, []],
    ['sees at night', camera('east', 'watching', { sight: 'clear' }), { daylight: false }, []],
    [
      'is dark at night',
      camera('east', 'watching', { sight: 'dark' }),
      { daylight: false },
      ['east covered?', 'east blurred?', 'east dark?'],
    ],
    [
      'is dark by day',
      camera('east', 'watching', { sight: 'dark' }),
      {},
      ['east covered?', 'east blurred?', 'east dark'],
    ],
    [
      'has infrared light and is dark at night',
      camera('east', 'watching', { sight: 'dark', infrared: true }),
      { daylight: false },
      ['east covered?', 'east blurred?', 'east dark'],
    ],
    ['is covered', camera('east', 'watching', { sight: 'covered' }), {}, ['east covered', 'east blurred?']],
    ['is blurred', camera('east', 'watching', { sight: 'blurred' }), {}, ['east blurred']],
    ['tells nothing yet', camera('east', 'watching'), {}, ['east covered?', 'east blurred?', 'east dark?']],
    [
      'is down',
      camera('east', 'down', { code: 'refused', sight: 'covered' }),
      {},
      ['east down', 'east frozen?', 'east covered?', 'east blurred?', 'east dark?'],
    ],
    [
      'is frozen',
      camera('east', 'frozen', { sight: 'clear' }),
      {},
      ['east frozen', 'east covered?', 'east blurred?', 'east dark?'],
    ],
    ['is switched off', camera('east', 'stopped'), {}, []],
  ])('that %s', (_, one, more, told) => expect(bad([one], more)).toEqual(told));
});

describe('how a box is', () => {
  const down = (id: string, code: CauseCode) => camera(id, 'down', { code });
  const kinds = (told: readonly string[]) => told.filter((one) => !one.endsWith('?'));

  it('tells of inference and not of each camera where nobody looks at any', () => {
    expect(kinds(bad([down('east', 'no-inference'), down('pool', 'no-inference'), down('dike', 'refused')]))).toEqual([
      'box inference',
      'dike down',
    ]);
    expect(kinds(bad([camera('east', 'starting')], { inference: { runs: false } }))).toEqual(['box inference']);
  });

  it('tells of the camera where others are looked at', () => {
    expect(kinds(bad([down('east', 'no-inference'), camera('pool', 'watching', { sight: 'clear' })]))).toEqual([
      'east down',
    ]);
  });

  it('tells of disk and clock with what is known of them', () => {
    const said = conditionsOf({ cameras: [], daylight: true, inference: undefined, disk: 'full', clock: 'before' });
    expect(said).toEqual([
      { kind: 'inference', is: 'unknown' },
      { kind: 'disk', is: 'bad', message: 'full' },
      { kind: 'clock', is: 'bad', message: 'before' },
      { kind: 'model', is: 'good' },
    ]);
  });
});

// Sunrise and sunset at Chongming, 1 May 2026: 05:06 and 18:35 on the clocks of China.
it.each([
  ['2026-05-01T05:00:00+08:00', false],
  ['2026-05-01T05:20:00+08:00', true],
  ['2026-05-01T12:00:00+08:00', true],
  ['2026-05-01T18:25:00+08:00', true],
  ['2026-05-01T18:45:00+08:00', false],
  ['2026-05-01T23:00:00+08:00', false],
])('the sun at %s is up: %s', (time, up) =>
  expect(isDaylight(Date.parse(time), { latitude: 31.5, longitude: 121.9 })).toBe(up),
);
