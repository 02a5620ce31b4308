import type { Visit } from '../../base/domain.ts';

/** How far back what a visit goes on with starts at most, ms: a visit belongs to one day, which has 25 hours at most. */
export const CARRIED_BACK = 2 * 86_400_000;

/**
 * Tells which visits only go on over a midnight with one that was told of before as the same taxon: these are no records
 * of their own. They must come in the order of their starts.
 */
export class Carried {
  /** What counted visits of the last days counted as. */
  readonly #taxa = new Map<string, { readonly taxon: string; readonly startAt: number }>();
  #forgottenAt = Number.NEGATIVE_INFINITY;

  /** Takes a visit in that counts as a taxon; true where it goes on as the same. */
  take({ id, startAt, continues }: Pick<Visit, 'id' | 'startAt' | 'continues'>, taxon: string): boolean {
    this.#taxa.set(id, { taxon, startAt });
    if (startAt - this.#forgottenAt > CARRIED_BACK) {
      for (const [known, { startAt: at }] of this.#taxa) if (startAt - at > CARRIED_BACK) this.#taxa.delete(known);
      this.#forgottenAt = startAt;
    }
    return continues !== undefined && this.#taxa.get(continues)?.taxon === taxon;
  }
}
