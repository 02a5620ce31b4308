import type { Database, Statement } from 'better-sqlite3';
import type { Media } from '../../base/domain.ts';
import { partAt } from './parts.ts';

/** Why the pictures of a visit are worth keeping beyond what it is: a report cites it, or something was taught from it. */
export type Mark = 'cited' | 'taught';

/** A kept file with what the rows of its visit tell; without those where it shows no visit. */
export interface KeptRow {
  readonly id: string;
  readonly at: number;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  /** 1 where people were wiped out. */
  readonly blurred: 0 | 1;
  readonly visit: string | null;
  readonly taxon: string | null;
  readonly best_taxon: string | null;
  readonly start_at: number | null;
  readonly end_at: number | null;
  readonly score: number | null;
  readonly closed: 0 | 1 | null;
  readonly aside: 0 | 1 | null;
  readonly reviewed: 0 | 1 | null;
  readonly first: 0 | 1 | null;
}

/** How much was written or went since a time. */
export interface Amount {
  readonly files: number;
  readonly bytes: number;
}

/** Where a page of kept files begins: after this one. */
export type After = Pick<KeptRow, 'at' | 'id'>;

interface PageKeys {
  readonly type: Media['type'];
  readonly at: number;
  readonly id: string;
  readonly limit: number;
}

/** Of what went, what did so to make room: other things go for the people on them. */
const ROOM = " AND gone_why LIKE 'to make room%'";

/** What the kept files take, which of them went to make room, and what is worth keeping. */
export class Room {
  readonly #bytes: Statement<[], number>;
  readonly #page: Readonly<Record<Media['type'], Statement<[PageKeys], KeptRow>>>;
  readonly #one: Readonly<Record<Media['type'], Statement<[string], KeptRow>>>;
  readonly #letGo: Statement<[{ id: string; at: number; why: string }]>;
  readonly #leave: Statement<[string]>;
  readonly #leaving: Statement<[], string>;
  readonly #left: Statement<[string]>;
  readonly #written: Statement<[{ from: number; to: number }], Amount & { since: number | null }>;
  readonly #went: Statement<[number], Amount>;
  readonly #wentOf: Statement<[{ from: number; to: number }], Amount>;
  readonly #mark: Statement<[{ visit: string; mark: Mark; source: string; at: number }]>;
  readonly #markTrack: Statement<[{ track: string; mark: Mark; source: string; at: number }]>;
  readonly #markedBy: Statement<[{ mark: Mark; source: string }], string>;
  readonly #unmark: Statement<[{ track: string; mark: Mark; source: string }]>;
  readonly #marked: Statement<[], { visit: string; mark: Mark }>;
  readonly #firsts: Statement<[], string>;

  constructor(db: Database) {
    this.#bytes = db.prepare<[], number>('SELECT bytes FROM kept').pluck();
    const kept = (visit: string) => `
        SELECT media.id, media.at, media.file, media.sha256, media.bytes, media.blurred, visits.id AS visit, taxon, best_taxon,
          visits.start_at, visits.end_at, visits.score, closed, status = 'set-aside' AS aside, outcome IS NOT NULL AS reviewed,
          instr(review, '"first-record"') > 0 AS first
        FROM media LEFT JOIN visits ON visits.id = ${visit}
        WHERE gone_at IS NULL`;
    const clip = kept('media.visit');
    const crop = kept(`(SELECT part.visit FROM visit_tracks AS part
        WHERE part.track = media.track AND part.since = ${partAt('media.track', 'media.at')} LIMIT 1)`);
    const page = (of: string) =>
      db.prepare<[PageKeys], KeptRow>(
        `${of} AND type = @type AND (media.at, media.id) > (@at, @id) ORDER BY media.at, media.id LIMIT @limit`,
      );
    const one = (of: string) => db.prepare<[string], KeptRow>(`${of} AND media.id = ?`);
    this.#page = { clip: page(clip), crop: page(crop) };
    this.#one = { clip: one(clip), crop: one(crop) };
    this.#letGo = db.prepare('UPDATE media SET gone_at = @at, gone_why = @why WHERE id = @id AND gone_at IS NULL');
    this.#leave = db.prepare('INSERT OR IGNORE INTO leaving SELECT file FROM media WHERE id = ?');
    this.#leaving = db.prepare<[], string>('SELECT file FROM leaving').pluck();
    this.#left = db.prepare('DELETE FROM leaving WHERE file = ?');
    // What was written lately and is kept is found by its time, and what of it went by when it did.
    this.#written = db.prepare(`
      SELECT count(*) AS files, ifnull(sum(bytes), 0) AS bytes, min(at) AS since FROM (
        SELECT at, bytes FROM media WHERE type IN ('clip', 'crop') AND gone_at IS NULL AND at >= @from AND at <= @to
        UNION ALL SELECT at, bytes FROM media WHERE gone_at >= @from AND at >= @from AND at <= @to)`);
    this.#went = db.prepare(
      `SELECT count(*) AS files, ifnull(sum(bytes), 0) AS bytes FROM media WHERE gone_at IS NOT NULL AND gone_at >= ?${ROOM}`,
    );
    // What went did so after it was taken.
    this.#wentOf = db.prepare(`
      SELECT count(*) AS files, ifnull(sum(bytes), 0) AS bytes FROM media
      WHERE gone_at IS NOT NULL AND gone_at >= @from AND at >= @from AND at < @to${ROOM}`);
    this.#mark = db.prepare(`
      INSERT OR IGNORE INTO marks (track, mark, source, at)
      SELECT track, @mark, @source, @at FROM visit_tracks WHERE visit = @visit ORDER BY position, track LIMIT 1`);
    this.#markTrack = db.prepare(
      'INSERT OR IGNORE INTO marks (track, mark, source, at) VALUES (@track, @mark, @source, @at)',
    );
    this.#markedBy = db
      .prepare<[{ mark: Mark; source: string }], string>(
        'SELECT track FROM marks WHERE mark = @mark AND source = @source',
      )
      .pluck();
    this.#unmark = db.prepare('DELETE FROM marks WHERE track = @track AND mark = @mark AND source = @source');
    this.#marked = db.prepare('SELECT DISTINCT visit, mark FROM marks JOIN visit_tracks USING (track)');
    this.#firsts = db
      .prepare<[], string>("SELECT DISTINCT visit FROM alerts WHERE reason = 'first-for-site' AND state <> 'withdrawn'")
      .pluck();
  }

  /** What all kept files take, in bytes; those that visits share count once. */
  bytes(): number {
    return this.#bytes.get() ?? 0;
  }

  /** Kept files of a type, the oldest first, after one of them: by time, then by id. */
  page(type: Media['type'], { at, id }: After, limit: number): KeptRow[] {
    return this.#page[type].all({ type, at, id, limit });
  }

  /** One file of a type; undefined where it is not kept. */
  keptFile(type: Media['type'], id: string): KeptRow | undefined {
    return this.#one[type].get(id);
  }

  /** Has a file that is kept go: its row tells when and why, and the file is to be removed. Inside `store.write` only. */
  letGo(id: string, at: number, why: string): boolean {
    const { changes } = this.#letGo.run({ id, at, why });
    if (changes > 0) this.#leave.run(id);
    return changes > 0;
  }

  /** Files that are to be removed, or were and nobody wrote so yet. */
  leaving(): string[] {
    return this.#leaving.all();
  }

  /** Forgets a file that is removed. Inside `store.write` only. */
  left(file: string): void {
    this.#left.run(file);
  }

  /** What was written in a range of time, ms, and went since or is kept; with the time of the first. */
  written(from: number, to: number): Amount & { readonly since?: number } {
    const { since, ...amount } = this.#written.get({ from, to })!;
    return { ...amount, ...(since !== null && { since }) };
  }

  /** What went to make room at or after a time, ms. */
  went(since: number): Amount {
    return this.#went.get(since)!;
  }

  /** What was taken in a range of time, ms, and went since to make room. */
  wentOf(from: number, to: number): Amount {
    return this.#wentOf.get({ from, to })!;
  }

  /**
   * Marks a visit's pictures as worth keeping; nothing where there is no such visit. Inside `store.write` only.
   * @param source what did so, e.g. a report's name
   */
  mark(visit: string, mark: Mark, source: string, at: number): void {
    this.#mark.run({ visit, mark, source, at });
  }

  /**
   * Has a source mark the visits of these tracks, and no others from now on. Inside `store.write` only.
   * @param source what does so, e.g. a file's name
   */
  markOnly(tracks: ReadonlySet<string>, mark: Mark, source: string, at: number): void {
    for (const track of this.#markedBy.all({ mark, source }))
      if (!tracks.has(track)) this.#unmark.run({ track, mark, source });
    for (const track of tracks) this.#markTrack.run({ track, mark, source, at });
  }

  /** Ids of the visits that are marked. */
  marked(mark: Mark): ReadonlySet<string> {
    return new Set(this.#marked.all().flatMap((one) => (one.mark === mark ? [one.visit] : [])));
  }

  /** Ids of the visits that were told of as the first of their species at the site. */
  firsts(): ReadonlySet<string> {
    return new Set(this.#firsts.all());
  }
}
