import type { Database, Statement } from 'better-sqlite3';
import type { Box, Media } from '../../base/domain.ts';
import { partAt } from './parts.ts';

interface Row {
  readonly id: string;
  readonly camera: string;
  readonly track: string | null;
  readonly visit: string | null;
  readonly type: Media['type'];
  readonly at: number;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly region: string | null;
  readonly box: string | null;
  readonly score: number | null;
  readonly blurred: 0 | 1;
  readonly gone_at: number | null;
  readonly gone_why: string | null;
}

/** Kept pictures and clips. The files lie in the data folder; this is what they show and how to prove it, also of those that went. */
export class MediaTable {
  readonly #put: Statement<[Omit<Row, 'gone_at' | 'gone_why'>]>;
  readonly #stays: Statement<[string]>;
  readonly #get: Statement<[string], Row>;
  readonly #ofVisit: Statement<[{ visit: string }], Row>;
  readonly #ofTrack: Statement<[string], Row>;
  readonly #bestCrop: Statement<[string], Row>;
  readonly #dropUnheld: Statement<[string]>;
  readonly #filesIn: Statement<[{ folder: string }], string>;

  constructor(db: Database) {
    this.#put = db.prepare(`
      INSERT INTO media (id, camera, track, visit, type, at, file, sha256, bytes, region, box, score, blurred)
      VALUES (@id, @camera, @track, @visit, @type, @at, @file, @sha256, @bytes, @region, @box, @score, @blurred)
      ON CONFLICT (id) DO UPDATE SET track = excluded.track, visit = excluded.visit, file = excluded.file,
        sha256 = excluded.sha256, bytes = excluded.bytes, blurred = excluded.blurred, gone_at = NULL, gone_why = NULL`);
    this.#stays = db.prepare('DELETE FROM leaving WHERE file = ?');
    this.#dropUnheld = db.prepare('DELETE FROM media WHERE id = ? AND visit IS NULL AND track IS NULL');
    this.#get = db.prepare('SELECT * FROM media WHERE id = ?');
    this.#ofTrack = db.prepare('SELECT * FROM media WHERE track = ? ORDER BY at, id');
    this.#ofVisit = db.prepare(`
      SELECT * FROM media WHERE visit = @visit
      UNION SELECT media.* FROM visit_tracks AS part JOIN media ON media.track = part.track
        WHERE part.visit = @visit AND part.since = ${partAt('part.track', 'media.at')}
      ORDER BY at, id`);
    // Every name in a folder lies between its slash and what comes after a slash.
    this.#filesIn = db
      .prepare<[{ folder: string }], string>(
        "SELECT file FROM media WHERE file >= @folder || '/' AND file < @folder || '0' AND gone_at IS NULL",
      )
      .pluck();
    this.#bestCrop = db.prepare(`
      SELECT media.* FROM (SELECT track, since FROM visit_tracks WHERE visit = ? ORDER BY track LIMIT 100) AS part
        JOIN media ON media.track = part.track
      WHERE media.type = 'crop'
      ORDER BY media.gone_at IS NULL DESC, part.since = ${partAt('part.track', 'media.at')} DESC, media.blurred, media.score DESC, media.at, media.id LIMIT 1`);
  }

  /** Stores what a kept file shows; its track and visit must be stored before or with it. Inside `store.write` only. */
  put(media: Media): void {
    this.#put.run({
      id: media.id,
      camera: media.camera,
      track: media.track ?? null,
      visit: media.visit ?? null,
      type: media.type,
      at: media.at,
      file: media.file,
      sha256: media.sha256,
      bytes: media.bytes,
      region: boxToJson(media.region),
      box: boxToJson(media.box),
      score: media.score ?? null,
      blurred: media.blurred ? 1 : 0,
    });
    // One that went and was made again is kept again.
    this.#stays.run(media.file);
  }

  /** Forgets a clip that hangs on no visit; false where it does, and stays. Inside `store.write` only. */
  dropUnheld(id: string): boolean {
    this.#dropUnheld.run(id);
    return this.get(id) === undefined;
  }

  get(id: string): Media | undefined {
    const row = this.#get.get(id);
    return row && toMedia(row);
  }

  /** The media of a track, by time. */
  ofTrack(track: string): Media[] {
    return this.#ofTrack.all(track).map(toMedia);
  }

  /** The media of a visit and of its tracks, by time; of a track that goes on over a midnight those of its own day. */
  ofVisit(visit: string): Media[] {
    return this.#ofVisit.all({ visit }).map(toMedia);
  }

  /** Files of a folder, relative to the data folder as they are stored, that are kept. */
  filesIn(folder: string): string[] {
    return this.#filesIn.all({ folder });
  }

  /**
   * The crop with the highest score of a visit's tracks, of its first hundred where it has more: the one that stands for the visit
   * in a list and with each event. One out of which somebody was wiped, for it shows less, only where every one is; one that went to make room only where none is kept, one of another day of a track where there is none
   * of its own.
   */
  bestCrop(visit: string): Media | undefined {
    const row = this.#bestCrop.get(visit);
    return row && toMedia(row);
  }
}

function boxToJson(box: Box | undefined): string | null {
  return box ? JSON.stringify([box.x, box.y, box.w, box.h]) : null;
}

function boxFromJson(text: string): Box {
  const [x, y, w, h] = JSON.parse(text) as [number, number, number, number];
  return { x, y, w, h };
}

function toMedia(row: Row): Media {
  return {
    id: row.id,
    camera: row.camera,
    ...(row.track !== null && { track: row.track }),
    ...(row.visit !== null && { visit: row.visit }),
    type: row.type,
    at: row.at,
    file: row.file,
    sha256: row.sha256,
    bytes: row.bytes,
    ...(row.region !== null && { region: boxFromJson(row.region) }),
    ...(row.box !== null && { box: boxFromJson(row.box) }),
    ...(row.score !== null && { score: row.score }),
    blurred: row.blurred === 1,
    ...(row.gone_at !== null && { gone: { at: row.gone_at, why: row.gone_why ?? '' } }),
  };
}
