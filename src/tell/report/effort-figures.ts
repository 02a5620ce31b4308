import type { StoreReader } from '../../count/store/open.ts';
import { type Gap, gaps } from '../../count/tally/gaps.ts';
import type { TallyRow } from '../../count/tally/tally.ts';
import type { CameraEffort } from './figures.ts';

const HOUR = 3_600_000;

/**
 * What each camera looked at in a range of time; those that neither stood nor watched then are left out.
 * @param rows tallies by camera
 * @param from, to ms
 */
export async function effortFigures(
  store: Pick<StoreReader, 'effort' | 'cameras' | 'deployments'>,
  rows: readonly TallyRow[],
  from: number,
  to: number,
): Promise<CameraEffort[]> {
  const deployments = store.deployments.all();
  const efforts: CameraEffort[] = [];
  for (const { camera, effortDays, effortHours } of rows) {
    const found = await gaps(store, camera!, from, to);
    const longest = found.toSorted((a, b) => hoursOf(b) - hoursOf(a))[0];
    const stood = deployments.filter((deployment) => deployment.camera === camera);
    efforts.push({
      camera: camera!,
      stoodHours: stood.reduce((sum, { startAt, endAt = to }) => {
        return sum + Math.max(0, (Math.min(endAt, to) - Math.max(startAt, from)) / HOUR);
      }, 0),
      ...{ watchedHours: effortHours, clearHours: 24 * effortDays, effortDays, gaps: found.length },
      ...(longest && { longest }),
    });
  }
  return efforts.filter(({ stoodHours, watchedHours }) => stoodHours > 0 || watchedHours > 0);
}

function hoursOf({ startAt, endAt }: Gap): number {
  return (endAt - startAt) / HOUR;
}
