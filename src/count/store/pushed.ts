import type { Database, Statement } from 'better-sqlite3';

/** How far a receiver of the feed is. */
export interface Position {
  /** The last entry that it acknowledged, with all before it. */
  readonly cursor: number;
  /** When it did, ms. */
  readonly at: number;
  /** Start of the day of the site, ms, on which `pictureBytes` of pictures went to it. */
  readonly day: number;
  readonly pictureBytes: number;
}

/** How far the feed was pushed to each receiver. */
export class Pushed {
  readonly #get: Statement<[string], Position>;
  readonly #put: Statement<[Position & { receiver: string }]>;
  readonly #identity: Statement<[], string>;

  constructor(db: Database) {
    this.#get = db.prepare('SELECT cursor, at, day, picture_bytes AS pictureBytes FROM pushed WHERE receiver = ?');
    this.#put = db.prepare(`
      INSERT INTO pushed (receiver, cursor, at, day, picture_bytes) VALUES (@receiver, @cursor, @at, @day, @pictureBytes)
      ON CONFLICT (receiver) DO UPDATE SET cursor = excluded.cursor, at = excluded.at, day = excluded.day,
        picture_bytes = excluded.picture_bytes`);
    this.#identity = db.prepare<[], string>('SELECT id FROM identity').pluck();
  }

  /** How far a receiver is; undefined where nothing was ever pushed to it. */
  get(receiver: string): Position | undefined {
    return this.#get.get(receiver);
  }

  /** Inside `store.write` only. */
  put(receiver: string, position: Position): void {
    this.#put.run({ receiver, ...position });
  }

  /** Which database this is: another one begins its cursors anew. */
  identity(): string {
    return this.#identity.get()!;
  }
}
