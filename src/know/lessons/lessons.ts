import type { Database } from 'better-sqlite3';
import type { Kind } from '../../base/domain.ts';
import type { Example } from '../taught/head.ts';
import { openLessonsDatabase } from './database.ts';
import type { Lesson, LessonFilter, LessonSource, LessonWithFeatures, Origin, TaughtTaxon } from './lesson.ts';

interface Row {
  readonly id: string;
  readonly taxon: string;
  readonly kind: Kind;
  readonly people: string;
  readonly weight: number;
  readonly source: LessonSource['of'];
  readonly source_id: string;
  readonly file: string;
  readonly track: string | null;
  readonly sha256: string;
  readonly taught_at: number;
  readonly taught_by: string;
}

/** What became of lessons that were put. */
export interface Put {
  readonly added: number;
  /** Crops that were taught before, of another taxon, by others or with other features. */
  readonly changed: number;
  readonly same: number;
}

/** Everything that a box was taught: pictures and their features. Each change is whole or none, and makes the revision grow. */
export class Lessons {
  readonly #db: Database;

  /** @throws RoostError where the file cannot be used */
  constructor(file: string) {
    this.#db = openLessonsDatabase(file);
  }

  /** Grows with each change of what is taught; 0 before the first. */
  get revision(): number {
    return this.#db.prepare<[], number>('SELECT revision FROM state').pluck().get() ?? 0;
  }

  /** Keeps pictures with their features. One whose crop is known takes its place; one that is the same changes nothing. */
  put(lessons: readonly LessonWithFeatures[]): Put {
    const result = { added: 0, changed: 0, same: 0 };
    this.#change(() => {
      for (const lesson of lessons) result[this.#putOne(lesson)]++;
      return result.added + result.changed;
    });
    return result;
  }

  /** Adds what models made of pictures later; those that were forgotten meanwhile stay so. @returns of how many */
  see(seen: readonly { readonly id: string; readonly features: ReadonlyMap<string, Float32Array> }[]): number {
    const insert = this.#db.prepare(
      `INSERT OR REPLACE INTO features (picture, model, numbers)
       SELECT id, @model, @numbers FROM pictures WHERE id = @id`,
    );
    let count = 0;
    this.#change(() => {
      for (const { id, features } of seen) {
        const changes = [...features].map(([model, of]) => insert.run({ id, model, numbers: toBytes(of) }).changes);
        if (changes.some((one) => one > 0)) count++;
      }
      return count;
    });
    return count;
  }

  /** Pictures of which a model that names their kind has no features. */
  unseen(models: readonly { readonly features: string; readonly kinds: readonly Kind[] }[]): Lesson[] {
    const known = models.map(({ features, kinds }) => ({ kinds, seen: this.known(features) }));
    return this.list().filter(({ id, kind }) => known.some(({ kinds, seen }) => kinds.includes(kind) && !seen.has(id)));
  }

  /** Forgets lessons, with all that models made of them. @returns those that were forgotten */
  forget(filter: LessonFilter): Lesson[] {
    const gone = this.list(filter);
    this.#change(() => {
      for (const { id } of gone) this.#db.prepare('DELETE FROM pictures WHERE id = ?').run(id);
      return gone.length;
    });
    return gone;
  }

  /** Lessons that fit, by taxon, then by when they were taught. */
  list(filter: LessonFilter = {}): Lesson[] {
    const { where, values } = conditions(filter);
    const sql = `SELECT * FROM pictures ${where} ORDER BY taxon, taught_at, id`;
    return this.#db
      .prepare<unknown[], Row>(sql)
      .all(...values)
      .map(toLesson);
  }

  /** What was taught of each taxon, by its id. */
  taxa(): TaughtTaxon[] {
    const byTaxon = new Map<string, Lesson[]>();
    for (const lesson of this.list()) byTaxon.set(lesson.taxon, [...(byTaxon.get(lesson.taxon) ?? []), lesson]);
    return [...byTaxon].map(([taxon, lessons]) => {
      const sources = (of: LessonSource['of']) =>
        new Set(lessons.flatMap(({ source }) => (source.of === of ? [source.id] : []))).size;
      return {
        taxon,
        pictures: lessons.length,
        visits: sources('visit'),
        sets: sources('set'),
        people: [...new Set(lessons.flatMap(({ people }) => people))].sort(),
        lastAt: Math.max(...lessons.map(({ taughtAt }) => taughtAt)),
      };
    });
  }

  /** Tracks whose crops are taught from. */
  tracks(): ReadonlySet<string> {
    const tracks = this.#db.prepare<[], string>('SELECT DISTINCT track FROM pictures WHERE track IS NOT NULL').pluck();
    return new Set(tracks.all());
  }

  /** Ids of the features that are kept. */
  models(): string[] {
    return this.#db.prepare<[], string>('SELECT DISTINCT model FROM features ORDER BY model').pluck().all();
  }

  /** Ids of the features that heads were fitted on. */
  headed(): string[] {
    return this.#db.prepare<[], string>('SELECT model FROM heads ORDER BY model').pluck().all();
  }

  /**
   * Has features that were kept by the id of a model alone known by their own. Those of another length were put together
   * otherwise: they stay as they are, and nothing reads them.
   * @returns how many
   */
  adopt(model: string, features: string, dimensions: number): number {
    let count = 0;
    this.#change(() => {
      count = this.#db
        .prepare('UPDATE OR IGNORE features SET model = ? WHERE model = ? AND length(numbers) = ?')
        .run(features, model, dimensions * 4).changes;
      return count;
    });
    return count;
  }

  /** Ids of lessons that have these features. */
  known(model: string): ReadonlySet<string> {
    return new Set(
      this.#db.prepare<[string], string>('SELECT picture FROM features WHERE model = ?').pluck().all(model),
    );
  }

  /** Where a picture of a set lies; undefined for one of a visit, and where an earlier Roost was taught it. */
  origin(id: string): Origin | undefined {
    const row = this.#db
      .prepare<[string], { path: string } & Origin['box']>('SELECT path, x, y, w, h FROM origins WHERE picture = ?')
      .get(id);
    if (!row) return undefined;
    const { path, ...box } = row;
    return { path, box };
  }

  /** What a head of a model is fitted on: every picture of which it made features. */
  examples(model: string): Example[] {
    const rows = this.#db
      .prepare<[string], Row & { numbers: Buffer }>(
        `SELECT pictures.*, numbers FROM features JOIN pictures ON pictures.id = picture
         WHERE model = ? ORDER BY taxon, pictures.id`,
      )
      .all(model);
    return rows.map((row) => ({
      ...{ id: row.id, taxon: row.taxon, feature: toNumbers(row.numbers), weight: row.weight },
      group: groupOf(toLesson(row)),
    }));
  }

  /** A head as it was fitted for a model, with the revision that it was fitted on. */
  head(model: string): { readonly revision: number; readonly body: string } | undefined {
    return this.#db
      .prepare<[string], { revision: number; body: string }>('SELECT revision, body FROM heads WHERE model = ?')
      .get(model);
  }

  /** Keeps heads, and no others, where nothing was taught since the revision that they were fitted on. */
  putHeads(revision: number, heads: readonly { readonly model: string; readonly body: string }[]): void {
    const put = this.#db.transaction(() => {
      if (this.revision !== revision) return;
      this.#db.exec('DELETE FROM heads');
      const insert = this.#db.prepare('INSERT INTO heads (model, revision, body) VALUES (?, ?, ?)');
      for (const { model, body } of heads) insert.run(model, revision, body);
    });
    put.immediate();
  }

  close(): void {
    this.#db.close();
  }

  #change(work: () => number): void {
    const change = this.#db.transaction(() => {
      if (work() > 0) this.#db.exec('UPDATE state SET revision = revision + 1');
    });
    change.immediate();
  }

  #putOne(lesson: LessonWithFeatures): keyof Put {
    const { id, features, source, people, origin } = lesson;
    const before = this.list({ id })[0];
    const fresh = [...features].filter(([model, feature]) => !this.#has(id, model, feature));
    if (before && sameWord(before, lesson) && fresh.length === 0) return 'same';
    this.#db
      .prepare(
        `INSERT INTO pictures (id, taxon, kind, people, weight, source, source_id, file, track, sha256, taught_at, taught_by)
         VALUES (@id, @taxon, @kind, @people, @weight, @source, @sourceId, @file, @track, @sha256, @taughtAt, @taughtBy)
         ON CONFLICT (id) DO UPDATE SET taxon = excluded.taxon, kind = excluded.kind, people = excluded.people,
           weight = excluded.weight, source = excluded.source, source_id = excluded.source_id, file = excluded.file,
           track = excluded.track, taught_at = excluded.taught_at, taught_by = excluded.taught_by`,
      )
      .run({ ...lesson, features: null, origin: null, people: JSON.stringify(people), ...placeOf(source) });
    const put = this.#db.prepare('INSERT OR REPLACE INTO features (picture, model, numbers) VALUES (?, ?, ?)');
    for (const [model, feature] of fresh) put.run(id, model, toBytes(feature));
    if (origin)
      this.#db
        .prepare('INSERT OR REPLACE INTO origins (picture, path, x, y, w, h) VALUES (@id, @path, @x, @y, @w, @h)')
        .run({ id, path: origin.path, ...origin.box });
    return before ? 'changed' : 'added';
  }

  #has(id: string, model: string, feature: Float32Array): boolean {
    const found = this.#db
      .prepare<[string, string], Buffer>('SELECT numbers FROM features WHERE picture = ? AND model = ?')
      .pluck()
      .get(id, model);
    return found?.equals(toBytes(feature)) ?? false;
  }
}

/** Pictures that must be left out together where a head is tried on its own examples: a visit shows one animal. */
function groupOf({ id, source }: Lesson): string {
  return source.of === 'visit' ? source.id : id;
}

function sameWord(a: Lesson, b: Lesson): boolean {
  return a.taxon === b.taxon && a.weight === b.weight && JSON.stringify(a.people) === JSON.stringify(b.people);
}

const placeOf = (source: LessonSource) => ({
  ...{ source: source.of, sourceId: source.id, file: source.file },
  track: source.of === 'visit' ? source.track : null,
});

function conditions({ id, taxon, visit, set, taughtBy }: LessonFilter) {
  const parts: string[] = [];
  const values: unknown[] = [];
  const add = (part: string, ...of: unknown[]) => {
    parts.push(part);
    values.push(...of);
  };
  if (id !== undefined) add('id = ?', id);
  if (taxon !== undefined) add('taxon = ?', taxon);
  if (visit !== undefined) add("source = 'visit' AND source_id = ?", visit);
  if (set !== undefined) add("source = 'set' AND source_id = ?", set);
  if (taughtBy !== undefined) add('taught_by = ?', taughtBy);
  return { where: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', values };
}

function toLesson(row: Row): Lesson {
  return {
    id: row.id,
    taxon: row.taxon,
    kind: row.kind,
    people: JSON.parse(row.people) as string[],
    weight: row.weight,
    source: sourceOf(row),
    sha256: row.sha256,
    taughtAt: row.taught_at,
    taughtBy: row.taught_by,
  };
}

function sourceOf({ source, source_id: id, file, track }: Row): LessonSource {
  return source === 'visit' ? { of: source, id, file, track: track ?? '' } : { of: source, id, file };
}

/** 32 bit floats, little-endian, on every machine. */
function toBytes(feature: Float32Array): Buffer {
  const bytes = Buffer.alloc(feature.length * 4);
  for (const [i, value] of feature.entries()) bytes.writeFloatLE(value, i * 4);
  return bytes;
}

function toNumbers(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readFloatLE(i * 4));
}
