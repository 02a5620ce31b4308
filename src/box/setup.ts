import { createHash } from 'node:crypto';
import type { Setup } from '../base/domain.ts';
import { VERSION } from '../base/package.ts';
import type { Config } from '../know/config/config.ts';
import { describeLimit } from '../see/capture/size.ts';

/**
 * Models and settings under which a box watches: all that decides what is found, named and counted.
 * @param models each with its hash, the detector first
 * @param own detectors that cameras have instead of that one: their ids, by the camera's
 */
export function setupOf(
  { site, checklist, cameras }: Config,
  models: readonly string[],
  own: ReadonlyMap<string, string>,
): Setup {
  const { visits, independence, budgets } = site;
  const settings: Record<string, string | number | boolean> = {
    visitGapSeconds: visits.gapSeconds,
    visitMinScore: visits.minScore,
    independenceMinutes: independence.intervalMinutes,
    independenceComparedTo: independence.compare,
    cropsPerFrame: budgets.cropsPerFrame,
    timeZone: site.site.timeZone,
  };
  for (const { id, fps, analysis, sweepSeconds, flocks } of cameras) {
    const detector = own.get(id);
    settings[id] =
      `${fps} fps, ${describeLimit(analysis)}, sweep ${sweepSeconds} s${flocks ? ', flocks' : ''}${detector ? `, ${detector}` : ''}`;
  }
  const rest = { models, code: VERSION, checklist: checklist.id, settings };
  return { id: createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 12), ...rest };
}
