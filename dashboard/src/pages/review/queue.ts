import type { Api } from '../../api/types.ts';

/** A queue of the API. */
export type Queue = Api['GET /api/v1/review/queues/{queue}']['params']['queue'];
