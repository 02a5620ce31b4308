import { signal } from '@preact/signals';
import type { Review, VisitDetail } from '../../api/types.ts';

/** The decision that was stored last on this page, which can be taken back by one key. */
export const lastStored = signal<
  { readonly visit: VisitDetail; readonly action: Review['action']; readonly review: string } | undefined
>(undefined);
