import { RoostError } from '../../../base/errors.ts';
import { Problem } from '../problem.ts';

/** @throws {Problem} 404 */
export function noCamera(id: string): never {
  throw new Problem(
    404,
    `No camera or trial ${JSON.stringify(id)}; /api/v1/cameras lists cameras, trials last ten minutes`,
  );
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
