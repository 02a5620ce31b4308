import type { Follower } from '../count/store/followers.ts';
import type { Store } from '../count/store/store.ts';
import { Problem } from '../tell/server/problem.ts';

/**
 * The store of a box for those who may ask before it is open. Until then whatever is asked of it is refused with 503, for no
 * answer is better than one that looks like nothing seen; but whoever wants to follow it may say so at once.
 */
export class LateStore {
  /** Stands for the store. */
  readonly store: Store;
  readonly #why: () => string | undefined;
  readonly #waiting = new Map<Follower, () => void>();
  #opened: Store | undefined;

  /** @param why says why it is not open */
  constructor(why: () => string | undefined) {
    this.#why = why;
    this.store = new Proxy({} as Store, { get: (_, key) => this.#get(key) });
  }

  /** From now on everybody has this store. */
  open(store: Store): void {
    this.#opened = store;
    for (const follower of this.#waiting.keys()) this.#waiting.set(follower, store.follow(follower));
  }

  #get(key: string | symbol): unknown {
    const store = this.#opened;
    if (store) {
      const value: unknown = Reflect.get(store, key, store);
      return typeof value === 'function' ? value.bind(store) : value;
    }
    if (key === 'follow') return (follower: Follower) => this.#follow(follower);
    const why = this.#why();
    throw new Problem(503, `The database is not open yet${why ? `: ${why}` : ''}`, {
      headers: { 'Retry-After': '10' },
    });
  }

  #follow(follower: Follower): () => void {
    this.#waiting.set(follower, () => undefined);
    return () => {
      this.#waiting.get(follower)?.();
      this.#waiting.delete(follower);
    };
  }
}
