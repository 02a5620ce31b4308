import { createHmac, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { Audit } from './audit.ts';
import { openAccessDatabase } from './database.ts';
import type { Rights } from './roles.ts';
import { digest, hashOf, idOf, sameText } from './secret.ts';
import { makeSession, SESSION_MS, Sessions } from './sessions.ts';
import { Tokens } from './tokens.ts';

/** Somebody who asks. */
export interface Who extends Rights {
  /** The token's name. */
  readonly name: string;
  /** What they are known by: it stays the same as long as the token does. */
  readonly token: string;
  /** The session of a browser, where that is how they came in. */
  readonly session?: string;
}

/** A token's last use is written down again after this time, ms: not each use is worth a write. */
const USED_EVERY_MS = 5 * 60_000;
/** Most proven tokens that are remembered. */
const MOST_PROVEN = 1000;
/** Name of the key that addresses are signed with. */
const SIGNING = 'signing';
/** Most sessions that could not be written down. */
const MOST_BRIEF = 100;
/** How soon a file that could not be opened is tried again, ms. */
const RETRY_MS = 2_000;

interface Opened {
  readonly db: Database;
  readonly tokens: Tokens;
  readonly sessions: Sessions;
  readonly audit: Audit;
}

/** Who may come in: the tokens of a box and `ROOST_API_TOKEN`, the sessions of browsers, and the log of changes. */
export class Access {
  readonly #file: string;
  readonly #own: { readonly token: string; readonly id: string } | undefined;
  readonly #now: () => number;
  /** Ids of tokens that were proven, by their digest. */
  readonly #proven = new Map<string, string>();
  readonly #usedAt = new Map<string, number>();
  /** Sessions that could not be written down, by what their cookie holds. */
  readonly #brief = new Map<string, { readonly token: string; readonly until: number }>();
  #opened: Opened | undefined;
  #failed: { readonly at: number; readonly error: unknown } | undefined;

  /**
   * @param file where tokens are kept; made with the first of them, or the first change
   * @param token `ROOST_API_TOKEN`: an admin's
   */
  constructor(file: string, token: string | undefined, now: () => number) {
    this.#file = file;
    this.#own = token === undefined ? undefined : { token, id: `own-${digest(token).toString('hex').slice(0, 12)}` };
    this.#now = now;
  }

  /** True while no token was ever made and none is set. @throws RoostError where that cannot be read */
  get withoutTokens(): boolean {
    return this.#own === undefined && !(this.#there && this.#open().tokens.any());
  }

  /** @throws RoostError where the file cannot be opened */
  get tokens(): Tokens {
    return this.#open().tokens;
  }

  /** @throws RoostError where the file cannot be opened */
  get audit(): Audit {
    return this.#open().audit;
  }

  /** Who a token is of; undefined where it is not good. @throws RoostError (rejects) where that cannot be read */
  async byToken(token: string): Promise<Who | undefined> {
    if (this.#own && sameText(token, this.#own.token)) return this.#ownWho();
    const id = idOf(token);
    if (id === undefined || !this.#there) return undefined;
    const key = digest(token).toString('base64');
    if (this.#proven.get(key) === id) return this.#who(id);
    const proof = this.tokens.proof(id);
    if (!proof || !(await hashOf(token, proof.salt)).equals(proof.hash)) return undefined;
    if (this.#proven.size >= MOST_PROVEN) this.#proven.delete(this.#proven.keys().next().value!);
    this.#proven.set(key, id);
    return this.#who(id);
  }

  /** True where a token was proven since the box started, or has the id of one that is kept: no guess has. */
  isKnown(token: string): boolean {
    const id = idOf(token);
    return id !== undefined && this.#there && this.tokens.proof(id) !== undefined;
  }

  /** Who a browser's session is of. */
  bySession(session: string): Who | undefined {
    const brief = this.#brief.get(session);
    const kept = () => (this.#there ? this.#open().sessions.token(session, this.#now()) : undefined);
    const token = brief && brief.until > this.#now() ? brief.token : kept();
    const who = token === undefined ? undefined : this.#who(token);
    return who && { ...who, session };
  }

  /** Begins a session in a browser; one that cannot be written down lasts until the box is started again. @returns what its cookie holds */
  beginSession({ token }: Who): string {
    const session = makeSession();
    try {
      this.#open().sessions.begin(session, token, this.#now());
    } catch {
      if (this.#brief.size >= MOST_BRIEF) this.#brief.delete(this.#brief.keys().next().value!);
      this.#brief.set(session, { token, until: this.#now() + SESSION_MS });
    }
    return session;
  }

  /** Ends a session. */
  endSession(session: string): void {
    if (this.#brief.delete(session)) return;
    this.#open().sessions.end(session);
  }

  /** True where whoever came in may stay: the token is good and the session goes on. */
  still({ token, session }: Who): boolean {
    return session === undefined ? this.stillToken(token) : this.bySession(session)?.token === token;
  }

  /** True where a token is good still. */
  stillToken(id: string): boolean {
    return this.#who(id) !== undefined;
  }

  /** A word that only the page of a session knows, and no other site that has the browser send its cookie. */
  proofOfPage(session: string): string {
    return createHmac('sha256', session).update('roost page').digest('base64url');
  }

  /** Signs a text with a key that never leaves the box; it is made with the first signature. */
  sign(text: string): string {
    if (this.recall(SIGNING) === undefined) this.remember(SIGNING, randomBytes(32).toString('base64url'));
    return signatureOf(text, this.recall(SIGNING)!);
  }

  /** True where this box signed the text. */
  signed(text: string, signature: string): boolean {
    const key = this.#there ? this.recall(SIGNING) : undefined;
    return key !== undefined && sameText(signature, signatureOf(text, key));
  }

  /** A small thing that was kept under a name. */
  recall(name: string): string | undefined {
    const { db } = this.#open();
    const kept = db.prepare<[string], Buffer>('SELECT value FROM keys WHERE name = ?').pluck().get(name);
    return kept?.toString('utf8');
  }

  /** Keeps a small thing under a name, in place of what was kept. */
  remember(name: string, text: string): void {
    const { db } = this.#open();
    db.prepare('DELETE FROM keys WHERE name = ?').run(name);
    db.prepare('INSERT INTO keys (name, value) VALUES (?, ?)').run(name, Buffer.from(text));
  }

  close(): void {
    try {
      this.#opened?.audit.flush();
    } catch {
      // What cannot be written down is not known.
    }
    this.#opened?.db.close();
    this.#opened = undefined;
  }

  #who(id: string): Who | undefined {
    if (id === this.#own?.id) return this.#ownWho();
    const now = this.#now();
    const facts = this.#there ? this.tokens.good(id, now) : undefined;
    if (!facts) return undefined;
    this.#note(id, now);
    const { name, role, scopes } = facts;
    return { name, role, token: id, ...(scopes && { scopes }) };
  }

  /** False where no token was ever made. */
  get #there(): boolean {
    return this.#opened !== undefined || existsSync(this.#file);
  }

  #ownWho(): Who {
    return { name: 'ROOST_API_TOKEN', role: 'admin', token: this.#own!.id };
  }

  /** A last use that cannot be written keeps nobody out. */
  #note(id: string, now: number): void {
    if (now - (this.#usedAt.get(id) ?? Number.NEGATIVE_INFINITY) < USED_EVERY_MS) return;
    this.#usedAt.set(id, now);
    if (this.#open().db.readonly) return;
    try {
      this.tokens.used(id, now);
    } catch {
      // Busy or full.
    }
  }

  #open(): Opened {
    if (this.#opened) return this.#opened;
    if (this.#failed && Math.abs(this.#now() - this.#failed.at) < RETRY_MS) throw this.#failed.error;
    try {
      const db = openAccessDatabase(this.#file);
      this.#opened = { db, tokens: new Tokens(db), sessions: new Sessions(db), audit: new Audit(db) };
      return this.#opened;
    } catch (error) {
      this.#failed = { at: this.#now(), error };
      throw error;
    }
  }
}

function signatureOf(text: string, key: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
