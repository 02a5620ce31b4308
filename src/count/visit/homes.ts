/** Which visits hold a track: one, or one for each day in which it was there. Most have one, which needs no list of its own. */
export class Homes {
  readonly #of = new Map<string, string | readonly string[]>();

  /** Ids of the visits that hold a track. */
  of(track: string): readonly string[] {
    const homes = this.#of.get(track);
    if (homes === undefined) return [];
    return typeof homes === 'string' ? [homes] : homes;
  }

  /** Every track that a visit holds. */
  tracks(): Iterable<string> {
    return this.#of.keys();
  }

  add(track: string, visit: string): void {
    const homes = this.#of.get(track);
    if (homes === undefined || homes === visit) this.#of.set(track, visit);
    else this.#of.set(track, [...this.of(track).filter((home) => home !== visit), visit]);
  }

  delete(track: string, visit: string): void {
    const homes = this.#of.get(track);
    if (homes === undefined) return;
    const others = homes === visit ? [] : this.of(track).filter((home) => home !== visit);
    if (others.length === 0) this.#of.delete(track);
    else this.#of.set(track, others.length === 1 ? others[0]! : others);
  }
}
