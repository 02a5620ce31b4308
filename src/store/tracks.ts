import type { Database, Statement } from 'better-sqlite3';
import type { Kind, Track, TrackEnd } from '../domain.ts';
import { packPath, unpackPath } from './path.ts';

interface Row {
  readonly id: string;
  readonly camera: string;
  readonly kind: Kind;
  readonly start_at: number;
  readonly end_at: number;
  readonly ended: TrackEnd | null;
  readonly score: number;
  readonly hits: number;
  readonly looks: number;
  readonly moved: 0 | 1;
  readonly path: Buffer;
}

/** Tracks, ended and live. */
export class Tracks {
  readonly #put: Statement<[Row]>;
  readonly #get: Statement<[string], Row>;
  readonly #live: Statement<[], Row>;
  readonly #ofVisit: Statement<[string], Row>;
  readonly #since: Statement<[{ at: number }], Row>;
  readonly #double: Statement<[string]>;

  constructor(db: Database) {
    // A checkpoint that comes late must not bring an ended track back to life.
    this.#put = db.prepare(`
      INSERT INTO tracks (id, camera, kind, start_at, end_at, ended, score, hits, looks, moved, path)
      VALUES (@id, @camera, @kind, @start_at, @end_at, @ended, @score, @hits, @looks, @moved, @path)
      ON CONFLICT (id) DO UPDATE SET end_at = excluded.end_at, ended = excluded.ended, score = excluded.score,
        hits = excluded.hits, looks = excluded.looks, moved = excluded.moved, path = excluded.path
      WHERE tracks.ended IS NULL OR excluded.ended IS NOT NULL`);
    this.#get = db.prepare('SELECT * FROM tracks WHERE id = ?');
    this.#live = db.prepare('SELECT * FROM tracks WHERE ended IS NULL ORDER BY id');
    this.#since = db.prepare(`
      SELECT * FROM tracks WHERE ended IS NOT 'double' AND (end_at >= @at OR id IN (
        SELECT track FROM visit_tracks JOIN visits ON visits.id = visit WHERE visits.end_at >= @at OR NOT closed))
      ORDER BY start_at, id`);
    this.#double = db.prepare("UPDATE tracks SET ended = 'double' WHERE id = ?");
    this.#ofVisit = db.prepare(`
      SELECT tracks.* FROM visit_tracks JOIN tracks ON tracks.id = visit_tracks.track
      WHERE visit_tracks.visit = ? ORDER BY visit_tracks.position`);
  }

  /** Stores a track or a checkpoint of a live one, in place of an earlier checkpoint. Inside `store.write` only. */
  put(track: Track): void {
    this.#put.run({
      id: track.id,
      camera: track.camera,
      kind: track.kind,
      start_at: track.startAt,
      end_at: track.endAt,
      ended: track.ended ?? null,
      score: track.score,
      hits: track.hits,
      looks: track.looks,
      moved: track.moved ? 1 : 0,
      path: packPath(track.path),
    });
  }

  /** Ends a track that turned out to be another one boxed twice. Inside `store.write` only. */
  putDouble(id: string): void {
    this.#double.run(id);
  }

  get(id: string): Track | undefined {
    const row = this.#get.get(id);
    return row && toTrack(row);
  }

  /** Tracks that have not ended, by id. */
  live(): Track[] {
    return this.#live.all().map(toTrack);
  }

  /**
   * Tracks last seen at or after a time, oldest start first, without doubles; and all of the visits that reach into
   * that time or are open, since a visit can only be folded again from all of its tracks.
   */
  since(at: number): Track[] {
    return this.#since.all({ at }).map(toTrack);
  }

  /** The tracks of a visit, in the visit's order. */
  ofVisit(visit: string): Track[] {
    return this.#ofVisit.all(visit).map(toTrack);
  }
}

function toTrack(row: Row): Track {
  return {
    id: row.id,
    camera: row.camera,
    kind: row.kind,
    startAt: row.start_at,
    endAt: row.end_at,
    ...(row.ended && { ended: row.ended }),
    score: row.score,
    hits: row.hits,
    looks: row.looks,
    moved: row.moved === 1,
    path: unpackPath(row.path),
  };
}
