import type { Database, Statement } from 'better-sqlite3';
import type { Fault, FaultKind } from '../../base/domain.ts';
import type { Events } from './events.ts';

interface Row {
  readonly id: string;
  readonly kind: FaultKind;
  readonly began_at: number;
  readonly ended_at: number | null;
  readonly changed_at: number;
  readonly body: string;
}

/** Which faults to list, newest first; what is left out does not narrow. */
export interface FaultFilter {
  /** Only those that go on. */
  readonly open: boolean;
  /** That began at this time or later, ms. */
  readonly from?: number | undefined;
  /** That began before, ms. */
  readonly to?: number | undefined;
  readonly limit: number;
}

/** What kept the box or its cameras from seeing, from when to when. Never deleted: a camera that was blind is told of in later years. */
export class Faults {
  readonly #events: Events;
  readonly #put: Statement<[Row]>;
  readonly #get: Statement<[string], Row>;
  readonly #open: Statement<[], Row>;
  readonly #since: Statement<[number], Row>;
  readonly #list: Statement<[{ open: number; from: number; to: number; limit: number }], Row>;

  constructor(db: Database, events: Events) {
    this.#events = events;
    this.#put = db.prepare(`
      INSERT INTO faults (id, kind, began_at, ended_at, changed_at, body)
      VALUES (@id, @kind, @began_at, @ended_at, @changed_at, @body)
      ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, changed_at = excluded.changed_at, body = excluded.body`);
    this.#get = db.prepare('SELECT * FROM faults WHERE id = ?');
    this.#open = db.prepare('SELECT * FROM faults WHERE ended_at IS NULL ORDER BY kind, began_at, id');
    this.#list = db.prepare(`
      SELECT * FROM faults WHERE began_at >= @from AND began_at < @to AND (NOT @open OR ended_at IS NULL)
      ORDER BY began_at DESC, id DESC LIMIT @limit`);
    this.#since = db.prepare('SELECT * FROM faults WHERE began_at >= ? ORDER BY began_at, id');
  }

  /** Stores a fault as it is now, with the event that tells so. Inside `store.write` only. */
  put(fault: Fault): void {
    const { id, kind, beganAt, endedAt, changedAt, ...body } = fault;
    const known = this.get(id);
    const at = { began_at: beganAt, ended_at: endedAt ?? null, changed_at: changedAt };
    this.#put.run({ id, kind, ...at, body: JSON.stringify(body) });
    const type = !known
      ? 'fault.begin'
      : endedAt !== undefined && known.endedAt === undefined
        ? 'fault.end'
        : 'fault.update';
    this.#events.put(changedAt, { type, body: fault });
  }

  get(id: string): Fault | undefined {
    const row = this.#get.get(id);
    return row && toFault(row);
  }

  /** Those that go on. */
  open(): Fault[] {
    return this.#open.all().map(toFault);
  }

  /** Faults, those that began last first. */
  list({ open, from = 0, to = Number.MAX_SAFE_INTEGER, limit }: FaultFilter): Fault[] {
    return this.#list.all({ open: open ? 1 : 0, from, to, limit }).map(toFault);
  }

  /** Those that began at a time or later, oldest first. */
  since(at: number): Fault[] {
    return this.#since.all(at).map(toFault);
  }
}

function toFault({ began_at: beganAt, ended_at, changed_at: changedAt, body, ...row }: Row): Fault {
  const rest = JSON.parse(body) as Pick<Fault, 'cameras' | 'message'>;
  return { ...row, beganAt, changedAt, ...rest, ...(ended_at !== null && { endedAt: ended_at }) };
}
