import type { Database, Statement } from 'better-sqlite3';
import { RoostError } from '../../base/errors.ts';
import type { Rights, Role, Scope } from './roles.ts';
import { hashOf, makeSalt, makeToken } from './secret.ts';

/** What is known of a token; never the token. Times in ms. */
export interface TokenFacts extends Rights {
  readonly id: string;
  readonly name: string;
  readonly madeAt: number;
  readonly madeBy: string;
  /** It is good until then; for ever without. */
  readonly expiresAt?: number;
  readonly usedAt?: number;
  readonly revokedAt?: number;
}

/** What a new token is to be. */
export interface TokenWanted extends Rights {
  readonly name: string;
  readonly expiresAt?: number;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly scopes: string | null;
  readonly salt: Buffer;
  readonly hash: Buffer;
  readonly passing: 0 | 1;
  readonly made_at: number;
  readonly made_by: string;
  readonly expires_at: number | null;
  readonly used_at: number | null;
  readonly revoked_at: number | null;
}

/** The tokens of a box: hashed, each with what it may do. Those that are revoked stay listed. */
export class Tokens {
  readonly #get: Statement<[string], Row>;
  readonly #live: Statement<[string], Row>;
  readonly #all: Statement<[], Row>;
  readonly #any: Statement<[], 1>;
  readonly #insert: Statement<[Omit<Row, 'used_at' | 'revoked_at'>]>;
  readonly #revoke: Statement<[{ id: string; at: number }]>;
  readonly #used: Statement<[{ id: string; at: number }]>;
  readonly #forget: Statement<[string]>;
  readonly #forgetOver: Statement<[number]>;

  constructor(db: Database) {
    this.#get = db.prepare('SELECT * FROM tokens WHERE id = ?');
    this.#live = db.prepare('SELECT * FROM tokens WHERE name = ? AND revoked_at IS NULL AND passing = 0');
    this.#all = db.prepare('SELECT * FROM tokens WHERE passing = 0 ORDER BY rowid');
    this.#any = db.prepare<[], 1>('SELECT 1 FROM tokens WHERE passing = 0 LIMIT 1').pluck();
    this.#insert = db.prepare(`
      INSERT INTO tokens (id, name, role, scopes, salt, hash, passing, made_at, made_by, expires_at)
      VALUES (@id, @name, @role, @scopes, @salt, @hash, @passing, @made_at, @made_by, @expires_at)`);
    this.#revoke = db.prepare('UPDATE tokens SET revoked_at = @at WHERE id = @id');
    this.#used = db.prepare('UPDATE tokens SET used_at = @at WHERE id = @id');
    this.#forgetOver = db.prepare('DELETE FROM tokens WHERE passing = 1 AND expires_at <= ?');
    this.#forget = db.prepare('DELETE FROM tokens WHERE id = ? AND passing = 1');
  }

  /** True where a token was ever made, if it is good still or not: from then on nothing is answered without one. */
  any(): boolean {
    return this.#any.get() !== undefined;
  }

  /** All that were made, oldest first. */
  all(): TokenFacts[] {
    return this.#all.all().map(factsOf);
  }

  /** The token of an id, or the one of a name that is not revoked. */
  find(idOrName: string): TokenFacts | undefined {
    const row = this.#get.get(idOrName) ?? this.#live.get(idOrName);
    return row && factsOf(row);
  }

  /** The token of an id where it is good now. */
  good(id: string, now: number): TokenFacts | undefined {
    const row = this.#get.get(id);
    if (!row || row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= now)) return undefined;
    return factsOf(row);
  }

  /** What a token of this id is proven against. */
  proof(id: string): { readonly salt: Buffer; readonly hash: Buffer } | undefined {
    return this.#get.get(id);
  }

  /**
   * Makes a token. It is told here and never again.
   * @param passing true for one that a command makes for itself and forgets again: it is not listed
   * @throws RoostError (rejects, `make token`) where a token that is not revoked has the name
   */
  async make(
    wanted: TokenWanted,
    by: string,
    now: number,
    passing = false,
  ): Promise<{ readonly facts: TokenFacts; readonly token: string }> {
    const { id, token } = makeToken();
    const salt = makeSalt();
    const hash = await hashOf(token, salt);
    if (!passing && this.#live.get(wanted.name))
      throw new RoostError('make token', wanted.name, 'there is one of this name', 'Revoke it first, or take another');
    // Of commands that were killed.
    this.#forgetOver.run(now);
    const { name, role, scopes, expiresAt } = wanted;
    this.#insert.run({
      ...{ id, name, role, salt, hash, passing: passing ? 1 : 0, made_at: now, made_by: by },
      scopes: scopes ? JSON.stringify(scopes) : null,
      expires_at: expiresAt ?? null,
    });
    return { facts: factsOf(this.#get.get(id)!), token };
  }

  /** Makes a token worth nothing from now on. @throws RoostError (`revoke token`) where there is none, or it is revoked */
  revoke(idOrName: string, now: number): TokenFacts {
    const found = this.find(idOrName);
    if (!found) throw new RoostError('revoke token', idOrName, 'there is no such token', 'roost token list names them');
    if (found.revokedAt !== undefined) throw new RoostError('revoke token', idOrName, 'it is revoked already');
    this.#revoke.run({ id: found.id, at: now });
    return { ...found, revokedAt: now };
  }

  /** Forgets a token that a command made for itself. */
  forget(id: string): void {
    this.#forget.run(id);
  }

  /** Notes that a token was used. */
  used(id: string, now: number): void {
    this.#used.run({ id, at: now });
  }
}

function factsOf(row: Row): TokenFacts {
  return {
    ...{ id: row.id, name: row.name, role: row.role, madeAt: row.made_at, madeBy: row.made_by },
    ...(row.scopes !== null && { scopes: JSON.parse(row.scopes) as Scope[] }),
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.used_at !== null && { usedAt: row.used_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
  };
}
