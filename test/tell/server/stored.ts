import { storeReview } from '../../../src/count/record/reviews.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { queue, queueCounts } from '../../../src/count/tally/queues.ts';
import type { LiveEvent, ServerDeps } from '../../../src/tell/server/deps.ts';
import { T } from '../../count/store/values.ts';
import { FakeBox } from './fake.ts';

/** A box whose visits, reviews and feed are in a real database; what else it knows is made up. */
export class StoredBox extends FakeBox {
  readonly store: Store;

  constructor(store: Store) {
    super();
    this.store = store;
  }
  override visit(id: string) {
    return this.store.visit(id);
  }
  override review(...[request, version]: Parameters<FakeBox['review']>) {
    return storeReview(this.store, request, version, T + 60_000);
  }
  override queues(...[filter]: Parameters<ServerDeps['queues']>) {
    return queueCounts(this.store, filter);
  }
  override async queue(...[name, filter, window]: Parameters<ServerDeps['queue']>) {
    const { visits, next } = await queue(this.store, name, filter, window);
    return { entries: visits, ...(next && { next }) };
  }
  override alerts(...[filter]: Parameters<ServerDeps['alerts']>) {
    return this.store.alerts.list(filter);
  }
  override faults(...[filter]: Parameters<ServerDeps['faults']>) {
    return this.store.faults
      .list(filter)
      .map((fault) => ({ fault, deliveries: this.store.deliveries.ofFault(fault.id) }));
  }
  override alert(id: string) {
    const alert = this.store.alerts.get(id);
    return alert && { alert, deliveries: this.store.deliveries.ofAlert(id) };
  }
  override feed(cursor: number, limit: number) {
    return this.store.events.after(cursor, limit);
  }
  override feedBounds() {
    return { pruned: this.store.events.pruned(), retentionDays: 400 };
  }
  override lastCursor() {
    return this.store.events.last();
  }
  override subscribe(listener: (event: LiveEvent) => void) {
    return this.store.follow({ name: 'live events', committed: () => listener({ type: 'outbox' }) });
  }
}
