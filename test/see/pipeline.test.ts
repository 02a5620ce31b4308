import { describe, expect, it } from 'vitest';
import type { Box, Detection, Frame, Kind, Region } from '../../src/base/domain.ts';
import type { Detector } from '../../src/see/inference/detector.ts';
import { CropKeeper } from '../../src/see/media/crops.ts';
import { type FrameSource, type Observer, runPipeline, type Seen, type Stages } from '../../src/see/pipeline.ts';
import { Tracker } from '../../src/see/track/tracker.ts';
import { flat } from '../frames.ts';

const FRAME: Box = { x: 0, y: 0, w: 1, h: 1 };
const BIRD: Box = { x: 0.4, y: 0.4, w: 0.1, h: 0.1 };
const PERSON: Box = { x: 0.7, y: 0.3, w: 0.1, h: 0.4 };

const found = (kind: Kind, box: Box, score = 0.8): Detection => ({ kind, box, score });

/** What a detector answers to one frame. */
type Answer = readonly Detection[] | Error;

/** A keeper that writes down what it is offered. */
class OpenKeeper extends CropKeeper {
  readonly offers: { subjects: number; people: readonly Box[] }[] = [];

  override offer(frame: Frame, subjects: Parameters<CropKeeper['offer']>[1], people: readonly Box[]) {
    this.offers.push({ subjects: subjects.length, people });
    return super.offer(frame, subjects, people);
  }
}

/** Stages around a real tracker, and what they were asked in which order. */
function stages(answers: readonly Answer[], regions: readonly Region[] = [{ box: FRAME, reason: 'sweep' }]) {
  const asked: string[] = [];
  const aborted = new AbortController();
  const keeper = new OpenKeeper();
  let seq = 0;
  const source = {
    async next() {
      asked.push('next');
      if (seq === answers.length) return undefined;
      return { ...flat(64, 36), camera: 'east', seq: ++seq, at: seq * 200 };
    },
  } satisfies FrameSource;
  const gate = {
    look() {
      asked.push('look');
      return { regions: [], busy: 0, jump: false, settled: true, luma: 120 };
    },
    moving: () => true,
  } satisfies Stages['gate'];
  const planner = {
    masks: () => false,
    plan(_at, _motion, tracks) {
      asked.push(`plan ${tracks.live.length}`);
      return { regions, looked: [FRAME] };
    },
    missed() {
      asked.push('missed');
    },
  } satisfies Stages['planner'];
  const detector = {
    model: 'none',
    async detect() {
      asked.push('detect');
      const answer = answers[seq - 1]!;
      if (answer instanceof Error) throw answer;
      return [...answer];
    },
  } satisfies Detector;
  const namer = {
    async see(_at, tracks) {
      asked.push(`name ${tracks.length}`);
    },
    verdict: () => undefined,
  } satisfies Stages['namer'];
  let ids = 0;
  const tracker = new Tracker({ camera: 'east', newId: () => `t${++ids}`, aspect: 16 / 9 });
  const results: Seen[] = [];
  const failures: unknown[] = [];
  const observer = {
    seen: (result) => results.push(result),
    failed: (error) => failures.push(error),
  } satisfies Observer;
  const parts: Stages = { source, gate, planner, detector, tracker, keeper, namer };
  return {
    ...{ asked, keeper, results, failures, aborted },
    run: (more: Partial<Stages> = {}) => runPipeline({ ...parts, ...more }, observer, aborted.signal),
  };
}

describe('runPipeline', () => {
  it('asks the stages in order, one frame at a time, until the source ends', async () => {
    const { asked, results, run } = stages([[found('bird', BIRD)], [found('bird', BIRD)]]);
    await run();
    expect(asked.join(' ')).toBe('next look plan 0 detect name 0 next look plan 1 detect name 1 next');
    expect(results.map(({ frame, detections }) => [frame.at, detections.length])).toEqual([
      [200, 1],
      [400, 1],
    ]);
    expect(results[1]!.live).toMatchObject([{ id: 't1', kind: 'bird', hits: 2 }]);
  });

  it('asks no detector where there is nothing to look at', async () => {
    const { asked, results, run } = stages([[]], []);
    await run();
    expect(asked).not.toContain('detect');
    expect(results).toMatchObject([{ looks: [], detections: [] }]);
  });

  it('tells of a frame that the detector failed at, and goes on with the next', async () => {
    const crash = new Error('the process ended');
    const { asked, results, failures, run } = stages([[found('bird', BIRD)], crash, [found('bird', BIRD)]]);
    await run();
    expect(failures).toEqual([crash]);
    expect(asked.filter((one) => one === 'missed')).toHaveLength(1);
    expect(results.map(({ frame }) => frame.seq)).toEqual([1, 3]);
    expect(results[1]!.live).toMatchObject([{ id: 't1', hits: 2, looks: 2 }]);
  });

  it('follows nothing in a mask, but people', async () => {
    const MASKED: Box = { x: 0.1, y: 0.1, w: 0.1, h: 0.1 };
    const all = [found('bird', BIRD), found('bird', MASKED), found('person', MASKED)];
    const { results, run } = stages([all, all]);
    await run({
      planner: {
        plan: () => ({ regions: [{ box: FRAME, reason: 'sweep' }], looked: [FRAME] }),
        missed: () => undefined,
        masks: (box) => box.x < 0.3,
      },
    });
    expect(results[1]!.live.map(({ kind }) => kind).sort()).toEqual(['bird', 'person']);
    expect(results[1]!.people).toContainEqual(MASKED);
  });

  it('gives the keeper birds as subjects and people to blur, weak ones too', async () => {
    const bird = found('bird', BIRD);
    const { keeper, results, run } = stages([
      [bird],
      [bird, found('person', PERSON, 0.25)],
      [bird, found('person', PERSON, 0.15)],
    ]);
    await run();
    expect(results.map(({ people }) => people)).toEqual([[], [PERSON], []]);
    expect(keeper.offers).toEqual([
      { subjects: 0, people: [] },
      { subjects: 1, people: [PERSON] },
      { subjects: 1, people: [] },
    ]);
  });

  it('keeps people who are followed blurred while the detector overlooks them', async () => {
    const { keeper, run } = stages([[found('person', PERSON)], [found('person', PERSON)], []]);
    await run();
    expect(keeper.offers.map(({ subjects, people }) => [subjects, people.length > 0])).toEqual([
      [0, true],
      [0, true],
      [0, true],
    ]);
  });

  it('ends on abort, also while the detector looks, and calls that no failure', async () => {
    const { results, failures, aborted, run } = stages([[], [], []]);
    const detector = {
      model: 'none',
      async detect(frame: Frame) {
        if (frame.seq < 2) return [];
        aborted.abort();
        throw new Error('aborted');
      },
    } satisfies Detector;
    await run({ detector });
    expect(results).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  it('does nothing with a frame that comes after the abort', async () => {
    const { asked, aborted, run } = stages([[]]);
    aborted.abort();
    await run();
    expect(asked).toEqual(['next']);
  });
});
