import type { Database, Statement } from 'better-sqlite3';

/** A change that somebody asked for, and what came of it. */
export interface AuditEntry {
  /** Grows with each. */
  readonly entry: number;
  /** When it was asked for, ms. */
  readonly at: number;
  /** Name of the token, or who sat at the box. */
  readonly who: string;
  /** From where: an address, or `command line`. */
  readonly origin: string;
  /** E.g. `POST /api/v1/visits/{id}/reviews`, `roost token add`. */
  readonly what: string;
  /** What it was done to; empty where that is the box. */
  readonly subject: string;
  /** What was asked for, without secrets. */
  readonly body: unknown;
  /** `done`, or why not; absent where the box was stopped before it was known. */
  readonly outcome?: string;
  /** What it was before and is now, where that was told. */
  readonly result?: unknown;
}

/** What is written down before a change is made. */
export type Asked = Omit<AuditEntry, 'entry' | 'outcome' | 'result'>;

interface Row extends Omit<Asked, 'body'> {
  readonly entry: number;
  readonly body: string;
  readonly outcome: string | null;
  readonly result: string | null;
}

/**
 * Who changed what: only ever appended to, the database itself refuses anything else. A change is written down before it is
 * made, and what came of it after, so that none is made that does not stand here.
 */
export class Audit {
  readonly #asked: Statement<[Omit<Row, 'entry' | 'outcome' | 'result'>]>;
  readonly #ended: Statement<[{ entry: number; at: number; outcome: string; body: string }]>;
  readonly #list: Statement<[{ before: number; limit: number }], Row>;

  constructor(db: Database) {
    this.#asked = db.prepare(`
      INSERT INTO audit (at, who, origin, what, subject, body) VALUES (@at, @who, @origin, @what, @subject, @body)`);
    this.#ended = db.prepare('INSERT INTO audit_ends (entry, at, outcome, body) VALUES (@entry, @at, @outcome, @body)');
    this.#list = db.prepare(`
      SELECT audit.*, audit_ends.outcome, audit_ends.body AS result FROM audit LEFT JOIN audit_ends USING (entry)
      WHERE entry < @before ORDER BY entry DESC LIMIT @limit`);
  }

  /** Writes down what is about to be done. @returns its number, to say later what came of it */
  asked({ body, ...asked }: Asked): number {
    return Number(this.#asked.run({ ...asked, body: JSON.stringify(body ?? {}) }).lastInsertRowid);
  }

  /** Writes down what came of it, once. */
  ended(entry: number, at: number, outcome: string, result: unknown = {}): void {
    this.#ended.run({ entry, at, outcome, body: JSON.stringify(result) });
  }

  /** The newest before an entry, newest first. */
  list(before: number, limit: number): AuditEntry[] {
    return this.#list.all({ before, limit }).map(({ body, outcome, result, ...row }) => ({
      ...row,
      body: JSON.parse(body) as unknown,
      ...(outcome !== null && { outcome }),
      ...(result !== null && result !== '{}' && { result: JSON.parse(result) as unknown }),
    }));
  }
}
