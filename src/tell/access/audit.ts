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

interface Ended {
  readonly entry: number;
  readonly at: number;
  readonly outcome: string;
  readonly body: string;
}

/** Outcomes of so long are written together, ms. */
const TOGETHER_MS = 100;
/** Most outcomes that wait for a disk. */
const MOST_WAITING = 1000;

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
  readonly #put: (ends: readonly Ended[]) => void;
  readonly #list: Statement<[{ before: number; limit: number }], Row>;

  #waiting: Ended[] = [];
  #due: NodeJS.Timeout | undefined;

  constructor(db: Database) {
    this.#asked = db.prepare(`
      INSERT INTO audit (at, who, origin, what, subject, body) VALUES (@at, @who, @origin, @what, @subject, @body)`);
    const end = db.prepare<[Ended]>(
      'INSERT OR IGNORE INTO audit_ends (entry, at, outcome, body) VALUES (@entry, @at, @outcome, @body)',
    );
    this.#put = db.transaction((ends: readonly Ended[]) => {
      for (const one of ends) end.run(one);
    });
    this.#list = db.prepare(`
      SELECT audit.*, audit_ends.outcome, audit_ends.body AS result FROM audit LEFT JOIN audit_ends USING (entry)
      WHERE entry < @before ORDER BY entry DESC LIMIT @limit`);
  }

  /** Writes down what is about to be done. @returns its number, to say later what came of it */
  asked({ body, ...asked }: Asked): number {
    return Number(this.#asked.run({ ...asked, body: JSON.stringify(body ?? {}) }).lastInsertRowid);
  }

  /** Writes down what came of it, once; together with others that end in the same moment, for each write waits for the disk. */
  ended(entry: number, at: number, outcome: string, result: unknown = {}): void {
    this.#waiting.push({ entry, at, outcome, body: JSON.stringify(result) });
    this.#due ??= setTimeout(() => this.#quietly(), TOGETHER_MS).unref();
  }

  /** Writes down what waits. @throws where the disk refuses; it waits on then */
  flush(): void {
    clearTimeout(this.#due);
    this.#due = undefined;
    if (this.#waiting.length === 0) return;
    this.#put(this.#waiting);
    this.#waiting = [];
  }

  /** An outcome that cannot be written yet is written with the next; as long as it is not, it is not known. */
  #quietly(): void {
    try {
      this.flush();
    } catch {
      this.#waiting = this.#waiting.slice(-MOST_WAITING);
    }
  }

  /** The newest before an entry, newest first. */
  list(before: number, limit: number): AuditEntry[] {
    this.#quietly();
    return this.#list.all({ before, limit }).map(({ body, outcome, result, ...row }) => ({
      ...row,
      body: JSON.parse(body) as unknown,
      ...(outcome !== null && { outcome }),
      ...(result !== null && result !== '{}' && { result: JSON.parse(result) as unknown }),
    }));
  }
}
