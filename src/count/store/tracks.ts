import type { Database, Statement } from 'better-sqlite3';
import type { Box, ClockDoubt, Kind, PathFacts, Sighting, Track, TrackEnd } from '../../base/domain.ts';
import { packPath, SIGHTING, unpackPath } from './path.ts';
import { packVerdict, unpackVerdict } from './verdict-body.ts';

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
  readonly clock: ClockDoubt | null;
  readonly path_score: number | null;
  readonly path_strays: number | null;
}

/** A track as it is read: with its verdict as it was packed, or null where no classifier has seen it. */
interface NamedRow extends Row {
  readonly verdict: string | Buffer | null;
}

const SELECT = 'SELECT tracks.*, verdicts.body AS verdict FROM tracks LEFT JOIN verdicts ON verdicts.track = tracks.id';

/** Tracks, ended and live, with their verdicts. */
export class Tracks {
  readonly #put: Statement<[Row]>;
  readonly #putVerdict: Statement<[string, string | Buffer]>;
  readonly #long: Statement<[number, number], NamedRow>;
  readonly #thin: Statement<[Pick<Row, 'id' | 'path' | 'path_score' | 'path_strays'>]>;
  readonly #get: Statement<[string], NamedRow>;
  readonly #live: Statement<[], NamedRow>;
  readonly #ofVisit: Statement<[string], NamedRow>;
  readonly #places: Statement<[string], Pick<Row, 'camera' | 'kind' | 'path'>>;
  readonly #page: Statement<[{ startAt: number; id: string; limit: number }], NamedRow>;
  readonly #since: Statement<[{ at: number }], NamedRow>;
  readonly #newestEnded: Statement<[number, number, number], NamedRow>;
  readonly #ended: Statement<[number, number, number], NamedRow>;
  readonly #double: Statement<[string]>;
  readonly #mark: Statement<[string]>;
  readonly #unmark: Statement<[string]>;
  readonly #unfolded: Statement<[number], NamedRow>;
  readonly #near: Statement<[{ camera: string; from: number; to: number }], NamedRow>;
  readonly #newest: Statement<[], number | null>;
  readonly #visitsOf: Statement<[string], string>;
  readonly #doubt: Statement<[string, number, number], string>;

  constructor(db: Database) {
    // A checkpoint that comes late must not bring an ended track back to life. The kind is that of most looks so far,
    // so it changes as a track grows. Its start changes where the clock was set while it lived.
    this.#put = db.prepare(`
      INSERT INTO tracks (id, camera, kind, start_at, end_at, ended, score, hits, looks, moved, path, clock,
        path_score, path_strays)
      VALUES (@id, @camera, @kind, @start_at, @end_at, @ended, @score, @hits, @looks, @moved, @path, @clock,
        @path_score, @path_strays)
      ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, start_at = excluded.start_at, end_at = excluded.end_at, ended = excluded.ended,
        score = excluded.score, hits = excluded.hits, looks = excluded.looks, moved = excluded.moved, path = excluded.path,
        clock = excluded.clock, path_score = excluded.path_score, path_strays = excluded.path_strays
      WHERE tracks.ended IS NULL OR (excluded.ended IS NOT NULL AND tracks.ended <> 'double')`);
    this.#putVerdict = db.prepare(`
      INSERT INTO verdicts (track, body) VALUES (?, ?)
      ON CONFLICT (track) DO UPDATE SET body = excluded.body WHERE body <> excluded.body`);
    this.#page = db.prepare(`
      ${SELECT} WHERE (tracks.start_at, tracks.id) > (@startAt, @id) AND tracks.ended IS NOT 'double'
      ORDER BY tracks.start_at, tracks.id LIMIT @limit`);
    this.#get = db.prepare(`${SELECT} WHERE id = ?`);
    this.#live = db.prepare(`${SELECT} WHERE ended IS NULL ORDER BY id`);
    this.#since = db.prepare(`
      ${SELECT} WHERE ended IS NOT 'double' AND (end_at >= @at OR id IN (
        SELECT track FROM visit_tracks JOIN visits ON visits.id = visit WHERE visits.end_at >= @at OR NOT closed))
      ORDER BY start_at, id`);
    this.#newestEnded = db.prepare(`
      ${SELECT} WHERE end_at >= ? AND end_at <= ? AND ended IS NOT NULL AND ended <> 'double' ORDER BY end_at DESC LIMIT ?`);
    this.#ended = db.prepare(`
      ${SELECT} WHERE end_at >= ? AND end_at <= ? AND ended IS NOT NULL AND ended <> 'double' ORDER BY end_at, id LIMIT ?`);
    this.#places = db.prepare(`
      SELECT camera, kind, substr(path, -${SIGHTING}) AS path FROM visit_tracks JOIN tracks ON tracks.id = visit_tracks.track
      WHERE visit_tracks.visit = ? AND NOT moved AND length(path) > 0 ORDER BY visit_tracks.position, visit_tracks.track`);
    this.#long = db.prepare(
      'SELECT *, NULL AS verdict FROM tracks WHERE ended IS NOT NULL AND path_score IS NULL AND length(path) > 224 AND end_at < ? ORDER BY end_at LIMIT ?',
    );
    this.#thin = db.prepare(
      'UPDATE tracks SET path = @path, path_score = @path_score, path_strays = @path_strays WHERE id = @id',
    );
    this.#double = db.prepare("UPDATE tracks SET ended = 'double' WHERE id = ?");
    this.#mark = db.prepare('INSERT INTO unfolded (track) VALUES (?) ON CONFLICT DO NOTHING');
    this.#unmark = db.prepare('DELETE FROM unfolded WHERE track IN (SELECT value FROM json_each(?))');
    this.#unfolded = db.prepare(`${SELECT} WHERE id IN (SELECT track FROM unfolded) ORDER BY start_at, id LIMIT ?`);
    this.#near = db.prepare(`
      ${SELECT} WHERE ended IS NOT 'double' AND (id IN (
          SELECT id FROM tracks WHERE camera = @camera AND end_at >= @from AND end_at <= @to)
        OR id IN (SELECT track FROM visit_tracks WHERE visit IN (
          SELECT visit FROM tracks JOIN visit_tracks ON track = id WHERE camera = @camera AND end_at >= @from AND end_at <= @to)))
      ORDER BY start_at, id`);
    this.#visitsOf = db
      .prepare<[string], string>(
        'SELECT DISTINCT visit FROM visit_tracks WHERE track IN (SELECT value FROM json_each(?)) ORDER BY visit',
      )
      .pluck();
    this.#newest = db.prepare<[], number | null>('SELECT max(end_at) FROM tracks').pluck();
    this.#doubt = db
      .prepare<[string, number, number], string>(
        `UPDATE tracks SET clock = 'doubtful' WHERE camera = ? AND end_at >= ? AND end_at <= ? AND ended NOT NULL
         AND clock IS NULL RETURNING id`,
      )
      .pluck();
    this.#ofVisit = db.prepare(`
      ${SELECT} JOIN visit_tracks ON visit_tracks.track = tracks.id
      WHERE visit_tracks.visit = ? ORDER BY visit_tracks.position, visit_tracks.track`);
  }

  /**
   * Stores a track or a checkpoint of a live one, in place of an earlier checkpoint. Its verdict takes the place of an
   * earlier one, also after the track ended; a state without a verdict leaves the one that is stored. Until `putFolded`
   * says so it is one that is not in the visits yet. Inside `store.write` only.
   */
  put(track: Track): void {
    const { changes } = this.#put.run({
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
      clock: track.clock ?? null,
      path_score: track.whole?.score ?? null,
      path_strays: track.whole?.strays ?? null,
    });
    // Nothing changes where a checkpoint comes too late: then its verdict is old as well.
    if (changes === 0) return;
    if (track.verdict) this.#putVerdict.run(track.id, packVerdict(track.verdict, track.ended !== undefined));
    this.#mark.run(track.id);
  }

  /** Ended tracks last seen before a time, oldest first, whose long paths are whole; without their verdicts. */
  longPaths(before: number, limit: number): Track[] {
    return this.#long.all(before, limit).map(toTrack);
  }

  /** Leaves some points of an ended track's path, beside what the whole of it told. Inside `store.write` only. */
  putFew(id: string, path: readonly Sighting[], whole: PathFacts): void {
    this.#thin.run({ id, path: packPath(path), path_score: whole.score, path_strays: whole.strays });
  }

  /** Ends a track that turned out to be another one boxed twice. Inside `store.write` only. */
  putDouble(id: string): void {
    if (this.#double.run(id).changes > 0) this.#mark.run(id);
  }

  /** Tells that what follows from these tracks, by id, is in the visits. Inside `store.write` only. */
  putFolded(ids: readonly string[]): void {
    this.#unmark.run(JSON.stringify(ids));
  }

  /** Tracks whose last state is not in the visits yet, doubles among them, oldest start first. */
  unfolded(limit: number): Track[] {
    return this.#unfolded.all(limit).map(toTrack);
  }

  /** Tracks of a camera that were last seen in a span of time, and all of the visits that these are in, without doubles. */
  near(camera: string, from: number, to: number): Track[] {
    return this.#near.all({ camera, from, to }).map(toTrack);
  }

  /** Ids of the stored visits that hold any of these tracks. */
  visitsOf(ids: readonly string[]): string[] {
    return this.#visitsOf.all(JSON.stringify(ids));
  }

  /** When a track was last seen, whichever; undefined where there is none. */
  newest(): number | undefined {
    return this.#newest.get() ?? undefined;
  }

  /**
   * Marks a camera's ended tracks that were last seen in a range of time: its clock was not right then. Inside
   * `store.write` only.
   */
  putDoubt(camera: string, from: number, to: number): void {
    for (const id of this.#doubt.all(camera, from, to)) this.#mark.run(id);
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

  /** Tracks that ended, without doubles, and were last seen in a span of time; the oldest end first, at most `limit`. */
  ended(from: number, to: number, limit: number): Track[] {
    return this.#ended.all(from, to, limit).map(toTrack);
  }

  /** The newest of them, the newest first. */
  newestEnded(from: number, to: number, limit: number): Track[] {
    return this.#newestEnded.all(from, to, limit).map(toTrack);
  }

  /** Tracks without doubles, oldest start first, after a place in that order: how all are read without holding them. */
  page(after: { readonly startAt: number; readonly id: string } | undefined, limit: number): Track[] {
    const { startAt, id } = after ?? { startAt: Number.MIN_SAFE_INTEGER, id: '' };
    return this.#page.all({ startAt, id, limit }).map(toTrack);
  }

  /** Where the tracks of a visit stood last that never moved, in the visit's order. */
  placesOf(visit: string): (Pick<Track, 'camera' | 'kind'> & { readonly box: Box })[] {
    return this.#places.all(visit).map(({ camera, kind, path }) => ({ camera, kind, box: unpackPath(path)[0]!.box }));
  }

  /** The tracks of a visit, in the visit's order. */
  ofVisit(visit: string): Track[] {
    return this.#ofVisit.all(visit).map(toTrack);
  }
}

function toTrack(row: NamedRow): Track {
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
    ...(row.path_score !== null &&
      row.path_strays !== null && { whole: { score: row.path_score, strays: row.path_strays } }),
    ...(row.clock !== null && { clock: row.clock }),
    ...(row.verdict !== null && { verdict: unpackVerdict(row.verdict) }),
  };
}
