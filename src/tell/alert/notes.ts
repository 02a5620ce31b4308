import type { Channel, Delivery, DeliveryState } from '../../base/domain.ts';
import type { Due } from '../../count/store/deliveries.ts';
import type { Store } from '../../count/store/store.ts';

const WAITS: ReadonlySet<DeliveryState> = new Set(['waiting', 'held', 'quiet']);

/**
 * The log of deliveries as the sender knows it. What became of a delivery counts from the moment when it is noted here,
 * whether or not the disk takes it: nothing goes out twice, and limits hold, while nothing can be written. Holds one entry a
 * delivery that the disk owes a write; those are rows that the database has, so there are no more than these.
 */
export class DeliveryNotes {
  readonly #store: Store;
  readonly #owed = new Map<number, Due>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** What is to be sent over a channel by now, oldest first. @param most at most so many */
  due(channel: Channel, now: number, most: number): Due[] {
    return this.#store.deliveries
      .due(channel, now, most + this.#owed.size)
      .flatMap((stored) => {
        const owed = this.#owed.get(stored.id);
        if (!owed) return stored;
        return WAITS.has(owed.state) && owed.dueAt <= now ? owed : [];
      })
      .slice(0, most);
  }

  /**
   * When messages of a taxon went out over a channel after a time, up to now, oldest first. One that went out later than now,
   * under a clock that was ahead, holds nothing up.
   */
  sentSince(channel: Channel, taxon: string, since: number, now: number): number[] {
    const owed = [...this.#owed.values()]
      .filter((delivery) => delivery.channel === channel && delivery.taxon === taxon && delivery.state === 'delivered')
      .flatMap(({ triedAt }) => (triedAt !== undefined && triedAt > since ? [triedAt] : []));
    const all = new Set([...this.#store.deliveries.sentSince(channel, taxon, since), ...owed]);
    return [...all].filter((at) => at <= now).sort((a, b) => a - b);
  }

  /** Notes what became of deliveries. @throws RoostError (rejects) where the disk refuses; it holds all the same */
  async note(changed: readonly Due[]): Promise<void> {
    for (const delivery of changed) this.#owed.set(delivery.id, delivery);
    await this.write();
  }

  /** Writes what the disk owes. @throws RoostError (rejects) where it refuses again */
  async write(): Promise<void> {
    const owed = [...this.#owed.values()];
    if (owed.length === 0) return;
    await this.#store.write(({ deliveries }) => {
      for (const { taxon: _, ...delivery } of owed) deliveries.putState(delivery satisfies Delivery);
    });
    // What was noted again meanwhile is still owed.
    for (const delivery of owed) if (this.#owed.get(delivery.id) === delivery) this.#owed.delete(delivery.id);
  }
}
