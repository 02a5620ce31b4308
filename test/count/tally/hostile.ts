/** A record as a table of camtrapR has it. */
export interface HostileRecord {
  readonly station: string;
  readonly camera: string;
  readonly species: string;
  /** ms, of any part of a second. */
  readonly at: number;
  readonly individuals: number;
}

const START = Date.parse('2026-03-01T00:00:00Z');
const SPECIES = ['anas-crecca', 'anas-platyrhynchos', 'ardea-cinerea', 'aves'];

/**
 * 3,000 records of 20 days that do not spare the rule of independence: two stations of two cameras and one of one, bursts within one second at
 * one camera and at two, gaps of an interval to the second, and long runs without a pause. By start, those of one time as given.
 */
export function hostileRecords(): HostileRecord[] {
  const cameras = [
    ['flat', 'flat-1'],
    ['flat', 'flat-2'],
    ['reeds', 'reeds-1'],
    ['reeds', 'reeds-2'],
    ['pool', 'pool-1'],
  ] as const;
  const draw = seeded(20260301);
  const steps = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 59, 60, 61, 599, 600, 601, 899, 1799, 1800, 1801, 3599, 3600, 7200,
  ];
  let second = 0;
  return Array.from({ length: 3_000 }, () => {
    second += steps[draw(steps.length)]!;
    const [station, camera] = cameras[draw(cameras.length)]!;
    return { station, camera, species: SPECIES[draw(4) % 3 === 0 ? 0 : draw(4)]!, second, individuals: 1 + draw(9) };
  })
    .map(({ second: at, ...record }) => ({ ...record, at: START + at * 1000 + draw(1000) }))
    .sort((a, b) => a.at - b.at);
}

/** Whole numbers from 0 and below a bound, the same each time (Park and Miller's generator, https://doi.org/10.1145/63039.63042). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}
