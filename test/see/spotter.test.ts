import { describe, expect, it } from 'vitest';
import type { Detection, Region } from '../../src/base/domain.ts';
import type { Detector } from '../../src/see/inference/detector.ts';
import { LookPlanner } from '../../src/see/motion/planner.ts';
import { Spotter } from '../../src/see/spotter.ts';
import { flat } from '../frames.ts';
import { eventually } from '../patience.ts';

const WHOLE: Region = { box: { x: 0, y: 0, w: 1, h: 1 }, reason: 'sweep' };
const DEER = { x: 0.6, y: 0.5, w: 0.1, h: 0.1 };
const frame = { ...flat(64, 36), camera: 'east', seq: 1, at: 0 };
const { signal } = new AbortController();

/** A detector that answers when it is told to. */
function slow() {
  const asked: (readonly Region[])[] = [];
  const answers: { resolve(found: Detection[]): void; reject(error: Error): void }[] = [];
  const detector = {
    model: 'large@1',
    detect: (_frame, regions) => {
      asked.push(regions);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
  } satisfies Detector;
  return { detector, asked, answers };
}

describe('a second detector', () => {
  it('is shown sweeps alone, one at a time over all cameras: what comes meanwhile is left out', async () => {
    const { detector, asked, answers } = slow();
    const spare = { busy: false };
    const [east, west] = [new Spotter(detector, spare), new Spotter(detector, spare)];
    east.show(frame, [{ ...WHOLE, reason: 'motion' }], signal);
    expect(asked).toEqual([]);
    east.show(frame, [{ box: DEER, reason: 'track' }, WHOLE], signal);
    east.show(frame, [WHOLE], signal);
    west.show(frame, [WHOLE], signal);
    expect(asked).toEqual([[WHOLE]]);
    answers[0]!.reject(new Error('no process answers'));
    await eventually(() => expect(spare.busy).toBe(false));
    west.show(frame, [WHOLE], signal);
    expect(asked).toHaveLength(2);
  });

  it('says once where animals are that nobody follows, and nothing of people or of what it is not sure of', async () => {
    const { detector, answers } = slow();
    const spare = { busy: false };
    const spotter = new Spotter(detector, spare);
    spotter.show(frame, [WHOLE], signal);
    const box = { x: 0.1, y: 0.1, w: 0.1, h: 0.1 };
    answers[0]!.resolve([
      { kind: 'mammal', box: DEER, score: 0.6 },
      { kind: 'bird', box, score: 0.9 },
      { kind: 'mammal', box: { ...box, y: 0.8 }, score: 0.3 },
      { kind: 'person', box: { ...box, x: 0.8 }, score: 0.9 },
    ]);
    await eventually(() => expect(spare.busy).toBe(false));
    expect(spotter.take([{ ...box, x: 0.11 }])).toEqual([DEER]);
    expect(spotter.take([])).toEqual([]);
  });

  it("has the camera's own detector look closely there, in a square around it", () => {
    const planner = new LookPlanner({ size: { width: 1280, height: 720 } });
    planner.plan(0, { regions: [], jump: false }, { live: [], due: [] });
    const { regions } = planner.plan(200, { regions: [], jump: false }, { live: [], due: [DEER] });
    expect(regions.map(({ reason }) => reason)).toEqual(['track']);
    const [{ box }] = regions as [Region];
    expect(box.w).toBeLessThan(0.5);
    expect(box.x <= DEER.x && box.x + box.w >= DEER.x + DEER.w).toBe(true);
  });
});
