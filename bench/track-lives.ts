import { FileSource } from '../src/see/capture/file-source.ts';
import type { Nameable } from '../src/see/classify/namer.ts';
import type { CropToName } from '../src/see/classify/views.ts';
import type { Detector } from '../src/see/inference/detector.ts';
import { CropKeeper } from '../src/see/media/crops.ts';
import { MotionGate } from '../src/see/motion/gate.ts';
import { LookPlanner } from '../src/see/motion/planner.ts';
import { runPipeline } from '../src/see/pipeline.ts';
import { Tracker } from '../src/see/track/tracker.ts';
import { plannerOptions } from '../src/see/watch/settings.ts';

/** What a namer is told at one moment, and the crops that are kept then of each track, best first. */
export interface Moment {
  readonly at: number;
  readonly live: readonly Nameable[];
  readonly ended: readonly Nameable[];
  readonly withdrawn: readonly string[];
  readonly crops: ReadonlyMap<string, readonly CropToName[]>;
}

/** As a camera of a box is watched by default. */
const SETTINGS = { zones: [], masks: [], flocks: false, sweepSeconds: 4, cropsPerFrame: 4 };
const CAPTURE = { camera: 'bench', startAt: 0, fps: 5, limit: { width: 1280, height: 720 } };

/** Watches a recording as a box would watch its camera, and keeps what its namer would be told. */
export async function trackLives(file: string, detector: Detector): Promise<Moment[]> {
  const { signal } = new AbortController();
  const source = new FileSource({ ...CAPTURE, file });
  const size = await source.start(signal);
  let count = 0;
  const tracker = new Tracker({ camera: 'bench', newId: () => String(count++), aspect: size.width / size.height });
  const keeper = new CropKeeper();
  const moments: Moment[] = [];
  const keep = (at: number, live: readonly Nameable[], ended: readonly Nameable[], withdrawn: readonly string[]) => {
    const crops = new Map([...live, ...ended].map(({ id }) => [id, keeper.best(id)]));
    // Kinds and scores of tracks go on changing in place.
    moments.push({ at, live: live.map(facts), ended: ended.map(facts), withdrawn, crops });
    for (const id of [...ended.map(({ id }) => id), ...withdrawn]) keeper.take(id);
  };
  const stages = {
    ...{ source, detector, tracker, keeper },
    gate: new MotionGate({ ...size, masks: [] }),
    planner: new LookPlanner(plannerOptions(size, SETTINGS)),
    namer: { see: async () => undefined, verdict: () => undefined },
  };
  let at = 0;
  try {
    const observer = {
      seen: ({ frame, live, ended, withdrawn }: Parameters<Parameters<typeof runPipeline>[1]['seen']>[0]) => {
        at = frame.at;
        keep(at, live, ended, withdrawn);
      },
      failed: (error: unknown) => {
        throw error;
      },
    };
    await runPipeline(stages, observer, signal);
    keep(at, [], tracker.end('lost'), []);
  } finally {
    await source.stop();
  }
  return moments;
}

const facts = ({ id, kind, startAt, score }: Nameable): Nameable => ({ id, kind, startAt, score });
