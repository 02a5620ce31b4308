import { ApiProblem, write } from '../../api/client.ts';
import type { ReviewRequest, VisitDetail } from '../../api/types.ts';
import { reviewer } from './reviewer.tsx';

/** A decision without who makes it. */
export type Decision = Omit<ReviewRequest, 'by'>;

/** What became of a decision: the visit as it is now, or as somebody else changed it meanwhile, with nothing stored. */
export type Decided = { readonly visit: VisitDetail; readonly stored: boolean };

/**
 * Stores a decision on a visit as it was looked at.
 * @throws ApiProblem (rejects) where it is refused for another reason than that the visit changed; TypeError where the box is not reached
 */
export async function decide(
  { id, version }: Pick<VisitDetail, 'id' | 'version'>,
  decision: Decision,
): Promise<Decided> {
  try {
    const body = { by: reviewer.value, ...decision };
    return { visit: await write('POST /api/v1/visits/{id}/reviews', { params: { id }, version, body }), stored: true };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 409)
      return { visit: error.body.current as VisitDetail, stored: false };
    throw error;
  }
}
