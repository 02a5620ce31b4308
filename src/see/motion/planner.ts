import type { Box, Point, Region } from '../../base/domain.ts';
import { centre, inside } from '../../base/geometry.ts';
import type { Motion } from './gate.ts';
import { planLooks, type Waiting } from './plan.ts';
import { alike, type Size } from './squares.ts';
import { SweepSchedule } from './sweep.ts';

/** What a planner is made for: one camera. */
export interface PlannerOptions {
  readonly size: Size;
  readonly zones?: readonly (readonly Point[])[];
  readonly masks?: readonly (readonly Point[])[];
  /** Most crops a frame; 4 by default. */
  readonly budget?: number;
  /** Time between two sweeps: ms; 4000 by default. */
  readonly sweepEvery?: number;
  /** Side of the sweep's tiles as a fraction of the frame's shorter side; without it a sweep is the whole frame. */
  readonly tiles?: number;
}

/** The tracks of the camera: where each is expected now, and which of these boxes are due to be seen again. */
export interface Expected {
  readonly live: readonly Box[];
  readonly due: readonly Box[];
}

/** Where the detector looks in one frame. */
export interface Looks {
  /** Most urgent first, never more than the budget. */
  readonly regions: readonly Region[];
  /** The boxes of the regions: a track outside all of them had no chance to be seen. */
  readonly looked: readonly Box[];
}

/** What was left out this long ago is gone or has been looked at under another square: ms. */
const GIVE_UP = 2_000;

/** Plans the looks of one camera, frame after frame, and remembers what did not fit so that it comes sooner. */
export class LookPlanner {
  readonly #size: Size;
  readonly #zones: readonly (readonly Point[])[];
  readonly #masks: readonly (readonly Point[])[];
  readonly #budget: number;
  readonly #sweep: SweepSchedule;
  #waiting: { box: Box; since: number; at: number }[] = [];

  constructor({ size, zones = [], masks = [], budget = 4, sweepEvery, tiles }: PlannerOptions) {
    this.#size = size;
    this.#zones = zones;
    this.#masks = masks;
    this.#budget = budget;
    this.#sweep = new SweepSchedule({
      size,
      zones,
      masks,
      ...(sweepEvery === undefined ? {} : { every: sweepEvery }),
      ...(tiles === undefined ? {} : { tiles }),
    });
  }

  /** Plans the looks of the frame captured at `at`, ms. */
  plan(at: number, motion: Pick<Motion, 'regions' | 'jump'>, expected: Expected): Looks {
    if (motion.jump) this.#sweep.hurry();
    const waiting: Waiting[] = this.#waiting.map(({ box, since }) => ({ box, ms: at - since }));
    const { regions, left } = planLooks({
      size: this.#size,
      blobs: motion.regions,
      live: expected.live,
      due: expected.due,
      sweep: this.#sweep.due(at),
      zones: this.#zones,
      masks: this.#masks,
      budget: this.#budget,
      waiting,
    });
    const looked = regions.map((region) => region.box);
    this.#sweep.swept(looked, at);
    this.#wait(left, looked, at);
    return { regions, looked };
  }

  /** True for what has its centre in a mask: a look at its surroundings or at the whole frame shows it, and it counts as not there. */
  masks(box: Box): boolean {
    const at = centre(box);
    return this.#masks.some((mask) => inside(at, mask));
  }

  /** What was planned last was not looked at: the whole frame is to be looked at before anything counts as seen again. */
  missed(): void {
    this.#sweep.again();
  }

  /** Keeps what was left out, each with the time when it was first, and forgets what has been looked at since. */
  #wait(left: readonly Box[], looked: readonly Box[], at: number): void {
    const before = this.#waiting.filter(
      ({ box, at: last }) => at - last < GIVE_UP && !looked.some((l) => alike(l, box)),
    );
    const now = left.map((box) => {
      const since = before.filter((b) => alike(b.box, box)).map((b) => b.since);
      return { box, since: Math.min(at, ...since), at };
    });
    this.#waiting = [...now, ...before.filter(({ box }) => !left.some((l) => alike(l, box)))];
  }
}
