import type { Deployment } from '../../base/domain.ts';

/** A camera as its file says it stands. */
export interface Standing {
  readonly camera: string;
  /** First day of the deployment, ms; where the file names none, it goes on as it is, or begins now, if the clock is right. */
  readonly startAt?: number;
  /** End of its last day, ms; absent while it goes on. */
  readonly endAt?: number;
  readonly facts: Omit<Deployment, 'id' | 'camera' | 'startAt' | 'endAt'>;
}

/**
 * What has to be stored so that the deployments are those that the camera files tell of: a later first day ends the
 * deployment before it and begins another one; whatever else changes, changes in the one that goes on.
 * @param known every deployment that is stored
 * @param now the time; `doubtful` where the box's clock is not known to be right, and then none begins by it
 * @param dayOf writes a time as a day of the site, `20260501`
 */
export function deploymentsOf(
  standing: readonly Standing[],
  known: readonly Deployment[],
  now: { readonly at: number; readonly doubtful: boolean },
  dayOf: (at: number) => string,
): Deployment[] {
  return standing.flatMap(({ camera, startAt, endAt, facts }) => {
    const latest = known.filter((deployment) => deployment.camera === camera).at(-1);
    const from = startAt ?? latest?.startAt ?? (now.doubtful ? undefined : now.at);
    if (from === undefined) return [];
    const id = `${camera}-${dayOf(from)}`;
    const ended = latest && latest.id !== id && latest.startAt < from ? [{ ...latest, endAt: from }] : [];
    return [...ended, { id, camera, startAt: from, ...(endAt !== undefined && endAt > from && { endAt }), ...facts }];
  });
}
