import type { Kind } from '../domain.ts';
import { taxonOfKind } from '../taxonomy/taxa.ts';

/** What a track is called for counting. */
export interface Call {
  /** Id of a taxon. */
  readonly taxon: string;
  readonly score: number;
}

/**
 * Calls a track by its kind: birds are Aves, mammals Mammalia.
 * @returns undefined for people and vehicles, which make no visit
 */
export function callByKind(track: { readonly kind: Kind; readonly score: number }): Call | undefined {
  const taxon = taxonOfKind(track.kind);
  return taxon && { taxon: taxon.id, score: track.score };
}
