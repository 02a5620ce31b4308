import type { Point } from '../../base/domain.ts';
import type { PlannerOptions } from '../motion/planner.ts';
import { tilesOf } from '../motion/sweep.ts';

/** How one camera's frames are looked at. */
export interface WatchSettings {
  readonly zones: readonly (readonly Point[])[];
  readonly masks: readonly (readonly Point[])[];
  /** True where flocks are expected. */
  readonly flocks: boolean;
  readonly sweepSeconds: number;
  readonly cropsPerFrame: number;
}

/** Side of a tile as a fraction of the frame's height: birds of a flock are small, and half the height doubles them. */
export const FLOCK_TILE = 0.5;

/** The planner's options for frames of a size. */
export function plannerOptions(size: { width: number; height: number }, settings: WatchSettings): PlannerOptions {
  const { zones, masks, flocks, sweepSeconds, cropsPerFrame } = settings;
  const sweep = { size, zones, masks, sweepEvery: sweepSeconds * 1000 };
  if (!flocks) return { ...sweep, budget: cropsPerFrame };
  // A round of tiles is looked at in one frame, since MaxN counts at one moment: it must fit the budget.
  return { ...sweep, tiles: FLOCK_TILE, budget: Math.max(cropsPerFrame, tilesOf(size, FLOCK_TILE).length) };
}
