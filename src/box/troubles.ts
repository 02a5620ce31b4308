/** What is not as it should be in a box, one sentence a matter, for its health and page. */
export class Troubles {
  readonly #all = new Map<string, string>();
  readonly #log: { warn(facts: object, message: string): void };

  constructor(log: { warn(facts: object, message: string): void }) {
    this.#log = log;
  }

  /** Says how a matter stands; undefined where it is well again. What is new is logged. */
  set(matter: string, message: string | undefined): void {
    if (this.#all.get(matter) === message) return;
    if (message === undefined) this.#all.delete(matter);
    else this.#all.set(matter, message);
    this.#log.warn({ matter }, message ?? 'this is well again');
  }

  get all(): string[] {
    return [...this.#all.values()];
  }
}
