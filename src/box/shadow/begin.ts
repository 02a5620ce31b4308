import type { Config } from '../../know/config/config.ts';
import type { Installed } from '../../know/models/installed.ts';
import type { Taught } from '../../see/classify/taught.ts';
import { namingFacts } from '../naming.ts';
import type { ShadowStart, SideStart } from './messages.ts';

/** What the process of a run is told. */
export function startOf(
  config: Config,
  where: Pick<ShadowStart, 'run' | 'folder' | 'database'>,
  { present, candidate }: { readonly present: Installed; readonly candidate: Installed },
  taught: Taught | undefined,
): ShadowStart {
  const { site, data, cameras } = config;
  const side = (models: Installed): SideStart => ({
    detector: models.detector.spec.id,
    classifiers: models.classifiers.map(({ spec }) => spec),
    naming: { ...namingFacts(models, config), ...(taught && { taught }) },
  });
  return {
    ...where,
    ...{ data, timeZone: site.site.timeZone, gapMs: site.visits.gapSeconds * 1000, minScore: site.visits.minScore },
    cameras: cameras.map(({ id, zones }) => ({ id, zones })),
    ...{ present: side(present), candidate: side(candidate) },
  };
}
