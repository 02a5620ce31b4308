import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { copyDatabase, keptFiles } from '../../../src/count/store/snapshot.ts';
import { tempFile } from './temp.ts';

const never = new AbortController().signal;

describe('keptFiles', () => {
  it('leaves out what made room, and knows older databases in which nothing could', async () => {
    const file = await tempFile();
    const db = new Database(file);
    db.exec(
      "CREATE TABLE media (file, sha256, bytes); INSERT INTO media VALUES ('media/b', 'x', 2), ('media/a', 'y', 1)",
    );
    expect([...keptFiles(file)].map((kept) => kept.file)).toEqual(['media/a', 'media/b']);
    db.exec("ALTER TABLE media ADD COLUMN gone_at; UPDATE media SET gone_at = 1 WHERE file = 'media/a'");
    expect([...keptFiles(file)]).toEqual([{ file: 'media/b', sha256: 'x', bytes: 2 }]);
    db.close();
  });
});

describe('copyDatabase', () => {
  it('is of the moment at which it began, however often another writes between its steps', async () => {
    const file = await tempFile();
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE a (x); CREATE TABLE b (x)');
    const put = db.transaction((bytes: number) => {
      db.prepare('INSERT INTO a VALUES (randomblob(?))').run(bytes);
      db.prepare('INSERT INTO b VALUES (1)').run();
    });
    // Several steps of the copy.
    for (let n = 0; n < 40; n++) put(400_000);
    const copy = await tempFile();
    let writes = 0;
    const writing = setInterval(() => put.immediate(++writes));
    const { counts } = await copyDatabase(file, copy, never);
    clearInterval(writing);
    const copied = new Database(copy, { readonly: true });
    const rows = (table: string) => copied.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(writes).toBeGreaterThan(0);
    expect([rows('a'), rows('b')]).toEqual([counts.a, counts.b]);
    expect(rows('a')).toBe(40);
    copied.close();
    db.close();
  });
});
