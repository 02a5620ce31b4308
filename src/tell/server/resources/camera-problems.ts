import { RoostError } from '../../../base/errors.ts';
import { say } from '../../../base/said/said.ts';
import { Problem } from '../problem.ts';

/** @throws {Problem} 404 */
export function noCamera(id: string): never {
  throw new Problem(404, say('no-camera-or-trial', { id: JSON.stringify(id) }));
}

/** Does what a camera or a file may refuse. @throws {Problem} 422 (rejects) with why, in words */
export async function orUnprocessable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof RoostError) throw new Problem(422, cause.message);
    throw cause;
  }
}
