import type { Box, Region } from '../../base/domain.ts';
import { VERSION } from '../../base/package.ts';
import type { Classify } from '../../see/classify/ask.ts';
import type { CropKeeper } from '../../see/media/crops.ts';
import type { CropWriter } from '../../see/media/writer.ts';
import type { Stages } from '../../see/pipeline.ts';
import type { Naming } from '../../see/watch/naming.ts';

/** Where crops are not kept. */
export function nowhere(keeper: CropKeeper): Pick<CropWriter, 'last' | 'forget' | 'idle'> {
  const drop = (track: string) => void keeper.take(track);
  return { last: drop, forget: drop, idle: () => Promise.resolve() };
}

const FRAME: Box = { x: 0, y: 0, w: 1, h: 1 };
const SWEEP: readonly Region[] = [{ box: FRAME, reason: 'sweep' }];

/** A gate for single pictures, in which nothing can be seen to move. */
export const STILL: Stages['gate'] = {
  look: () => ({ regions: [], busy: 0, jump: false, settled: false, luma: 0 }),
  moving: () => false,
};

/** Looks at the whole of each picture, whatever became of the one before. */
export const WHOLE: Stages['planner'] = {
  plan: () => ({ regions: SWEEP, looked: [FRAME] }),
  missed: () => undefined,
  masks: () => false,
};

/** Where nothing names, nobody is asked. */
export const UNNAMED: Naming = {
  detector: '',
  classifiers: [],
  assumed: [],
  prior: { id: 'none', weight: () => 1, has: () => true, inSeason: () => true },
  timeZone: 'UTC',
  code: VERSION,
  taught: {},
};
export const NOBODY: Classify = { classify: () => Promise.reject(new Error('there is no classifier')) };
