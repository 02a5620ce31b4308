import type { CameraConfig, SiteConfig } from '../../know/config/schema.ts';

/** Looks a second that a camera may need while animals are in view. */
const LOOKS = 2;

/**
 * Most time of one core (ms) that a box has for one look of a model: in each second its inference processes together must manage
 * two looks of every camera that is watched. A classifier's look is all the views of one crop.
 */
export function mostMsOf(
  { models, detector }: Pick<SiteConfig, 'models' | 'detector'>,
  cameras: readonly Pick<CameraConfig, 'enabled'>[],
): number {
  const watched = cameras.filter(({ enabled }) => enabled).length;
  return models.mostMilliseconds ?? (1000 * detector.processes) / (LOOKS * Math.max(1, watched));
}
