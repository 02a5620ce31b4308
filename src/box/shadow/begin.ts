import type { Config } from '../../know/config/config.ts';
import { namingFacts } from '../naming.ts';
import { heardBy } from '../taught-heads.ts';
import type { FindsStart, NamesStart, ShadowStart, SideStart } from './messages.ts';
import type { ShadowRun } from './run.ts';
import type { Side, Sides } from './sides.ts';

/** Where a run lies. */
interface Where {
  readonly run: ShadowRun;
  readonly folder: string;
  readonly database: string;
}

/** What the process of a run is told. */
export function startOf(config: Config, where: Where, sides: Sides): ShadowStart {
  return where.run.kind === 'detector' ? findsStart(config, where, sides) : namesStart(config, where, sides);
}

/** What a process is told that names tracks. */
export function namesStart(config: Config, where: Where, { present, candidate }: Sides): NamesStart {
  const { site, data, cameras } = config;
  const side = ({ models, heads }: Side): SideStart => ({
    detector: models.detector.spec.id,
    classifiers: models.classifiers.map(({ spec }) => spec),
    naming: { ...namingFacts(models, config), taught: heardBy(heads, models) },
  });
  return {
    ...{ looks: 'names', ...where },
    ...{ data, timeZone: site.site.timeZone, gapMs: site.visits.gapSeconds * 1000, minScore: site.visits.minScore },
    cameras: cameras.map(({ id, zones }) => ({ id, zones })),
    ...{ present: side(present), candidate: side(candidate) },
  };
}

/** At which cameras a detector would look that becomes the box's: not at those that have one of their own. */
export function lookedAt({ cameras }: Pick<Config, 'cameras'>): Pick<FindsStart, 'cameras' | 'left'> {
  const watched = cameras.filter(({ enabled }) => enabled);
  return {
    cameras: watched
      .filter(({ detector }) => detector === undefined)
      .map(({ id, masks }) => ({ id, masks: masks.map(({ polygon }) => polygon) })),
    left: watched.filter(({ detector }) => detector !== undefined).map(({ id }) => id),
  };
}

/** What a process is told that looks at live pictures. */
function findsStart(
  { cameras }: Pick<Config, 'cameras'>,
  { run, folder }: Pick<Where, 'run' | 'folder'>,
  { present, candidate }: Sides,
): FindsStart {
  return {
    ...{ looks: 'finds', run, folder },
    ...lookedAt({ cameras }),
    ...{ present: present.models.detector.spec, candidate: candidate.models.detector.spec },
  };
}
