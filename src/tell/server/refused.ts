import { RoostError } from '../../base/errors.ts';
import { Problem } from './problem.ts';

/** What makes no sense just now is a conflict; what the box refuses for good has its reason for programs. */
export async function orRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RoostError)) throw error;
    if ('reason' in error) throw new Problem(422, error.message, { members: { reason: String(error.reason) } });
    throw new Problem(409, error.message);
  }
}
