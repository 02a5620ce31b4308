import type { Deployment } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import type { Facts } from './says.ts';

/** What people say a deployment was. What is absent stays; `endAt` null: it goes on. Times in ms. */
export interface Correction extends Partial<Omit<Facts, 'atSite' | 'name'>> {
  readonly startAt?: number;
  readonly endAt?: number | null;
}

/**
 * A deployment as people correct it, and the neighbour that moves with it: where one ended when the next began, and still does.
 * @param known every deployment that is stored, by camera, then by start
 * @param say writes a time for people
 * @returns what has to be stored; nothing where nothing changes
 * @throws RoostError where there is no such deployment, it would overlap another one, or it would end before it begins
 */
export function correctDeployment(
  known: readonly Deployment[],
  id: string,
  correction: Correction,
  say: (at: number) => string,
): Deployment[] {
  const was = known.find((deployment) => deployment.id === id);
  if (!was) throw refused(id, 'there is no such deployment', 'roost deployments lists them');
  const { startAt = was.startAt, endAt = was.endAt ?? null, ...facts } = correction;
  if (endAt !== null && endAt <= startAt)
    throw refused(id, `it would end (${say(endAt)}) before it begins (${say(startAt)})`);
  const own = known.filter(({ camera }) => camera === was.camera);
  const index = own.indexOf(was);
  const [before, after] = [own[index - 1], own[index + 1]];
  const put: Deployment[] = [];
  if (before && startAt !== was.startAt) {
    if (startAt <= before.startAt)
      throw refused(
        id,
        `it would begin before ${before.id} (${say(before.startAt)})`,
        'Correct the first day of that one first',
      );
    const touched = before.endAt === was.startAt || (before.endAt ?? Number.POSITIVE_INFINITY) > startAt;
    if (touched) put.push({ ...before, endAt: startAt });
  }
  if (after && (endAt ?? Number.POSITIVE_INFINITY) > after.startAt)
    throw refused(
      id,
      `it would go on after ${after.id} begins (${say(after.startAt)})`,
      'Correct the first day of that one first',
    );
  const { endAt: _, atSite, ...open } = was;
  const told = facts.latitude !== undefined || facts.longitude !== undefined;
  const is = { ...open, startAt, ...(endAt !== null && { endAt }), ...(!told && atSite && { atSite }), ...facts };
  return [...put, is];
}

function refused(id: string, why: string, remedy?: string): RoostError {
  return new RoostError('correct deployment', id, why, remedy);
}
