import type { Config } from '../../know/config/config.ts';
import { namingFacts } from '../naming.ts';
import { heardBy } from '../taught-heads.ts';
import type { ShadowStart, SideStart } from './messages.ts';
import type { Side, Sides } from './sides.ts';

/** What the process of a run is told. */
export function startOf(
  config: Config,
  where: Pick<ShadowStart, 'run' | 'folder' | 'database'>,
  { present, candidate }: Sides,
): ShadowStart {
  const { site, data, cameras } = config;
  const side = ({ models, heads }: Side): SideStart => ({
    detector: models.detector.spec.id,
    classifiers: models.classifiers.map(({ spec }) => spec),
    naming: { ...namingFacts(models, config), taught: heardBy(heads, models) },
  });
  return {
    ...where,
    ...{ data, timeZone: site.site.timeZone, gapMs: site.visits.gapSeconds * 1000, minScore: site.visits.minScore },
    cameras: cameras.map(({ id, zones }) => ({ id, zones })),
    ...{ present: side(present), candidate: side(candidate) },
  };
}
