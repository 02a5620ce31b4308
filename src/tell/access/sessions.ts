import { randomBytes } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import { digest } from './secret.ts';

/** How long a log-in on the page lasts, ms. */
export const SESSION_MS = 30 * 86_400_000;

/** What the cookie of a new session holds. */
export function makeSession(): string {
  return randomBytes(32).toString('base64url');
}

/** Log-ins of browsers: each stands for the token that it was made with, and is worth nothing once that is not. */
export class Sessions {
  readonly #insert: Statement<[{ hash: Buffer; token: string; at: number; until: number }]>;
  readonly #get: Statement<[{ hash: Buffer; now: number }], string>;
  readonly #end: Statement<[Buffer]>;
  readonly #old: Statement<[number]>;

  constructor(db: Database) {
    this.#insert = db.prepare('INSERT INTO sessions (hash, token, made_at, until) VALUES (@hash, @token, @at, @until)');
    this.#get = db
      .prepare<[{ hash: Buffer; now: number }], string>(
        'SELECT token FROM sessions WHERE hash = @hash AND until > @now',
      )
      .pluck();
    this.#end = db.prepare('DELETE FROM sessions WHERE hash = ?');
    this.#old = db.prepare('DELETE FROM sessions WHERE until <= ?');
  }

  /** Begins one; only its hash is kept. */
  begin(session: string, token: string, now: number): void {
    this.#old.run(now);
    this.#insert.run({ hash: digest(session), token, at: now, until: now + SESSION_MS });
  }

  /** Id of the token that a session stands for. */
  token(session: string, now: number): string | undefined {
    return this.#get.get({ hash: digest(session), now });
  }

  /** Ends one. */
  end(session: string): void {
    this.#end.run(digest(session));
  }
}
