import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Visit } from '../../../src/base/domain.ts';
import { RoostError } from '../../../src/base/errors.ts';
import { GroupCommit } from '../../../src/count/store/commit.ts';
import type { ToldVisit } from '../../../src/count/store/events.ts';
import { tempFile, tempStore } from './temp.ts';
import { aVisit, T } from './values.ts';

/** A database with one table, and a group commit over it that counts its transactions. */
function aCommit(file: string) {
  const db = new Database(file);
  db.exec('CREATE TABLE IF NOT EXISTS words (word TEXT PRIMARY KEY)');
  const count = { transactions: 0 };
  const committed = () => {
    count.transactions += 1;
  };
  const commit = new GroupCommit(db, file, committed, () => undefined);
  const insert = db.prepare('INSERT INTO words VALUES (?)');
  const words = () => db.prepare('SELECT word FROM words ORDER BY word').pluck().all();
  return { db, count, commit, words, add: (word: string) => commit.write(() => insert.run(word)) };
}

describe('group commit', () => {
  it('puts the writes of one turn into one transaction, in order', async () => {
    const { add, commit, count, words, db } = aCommit(await tempFile());
    const length = commit.write(() => words().length);
    await Promise.all([length, add('a'), add('b'), commit.write(() => words().length)]).then((all) => {
      expect([all[0], all[3]]).toEqual([0, 2]);
    });
    expect(count.transactions).toBe(1);
    await add('c');
    expect(count.transactions).toBe(2);
    db.close();
  });

  it('undoes only the part of a write that throws', async () => {
    const { add, commit, words, db } = aCommit(await tempFile());
    const thrown = commit.write(() => {
      db.exec("INSERT INTO words VALUES ('half')");
      throw new Error('on purpose');
    });
    const settled = await Promise.allSettled([add('a'), thrown, add('b'), add('a')]);
    expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(words()).toEqual(['a', 'b']);
    await expect(thrown).rejects.toThrow('on purpose');
    db.close();
  });

  it('refuses what it cannot hold, and writes what it holds', async () => {
    const { add, commit, words, db } = aCommit(await tempFile());
    const held = Array.from({ length: 10_000 }, (_, index) => add(`${index}`));
    await expect(add('one too many')).rejects.toThrow('10000 writes are waiting');
    await Promise.all(held);
    expect(words()).toHaveLength(10_000);
    const last = add('last');
    commit.close();
    await last;
    await expect(add('late')).rejects.toThrow('the database is closed');
    db.close();
  });

  it('tells of a full disk, keeps what was stored, and goes on when there is space', async () => {
    const file = await tempFile();
    const { add, words, db } = aCommit(file);
    await add('first');
    const pages = db.pragma('page_count', { simple: true }) as number;
    db.pragma(`max_page_count = ${pages + 1}`);
    const settled = await Promise.allSettled([add('small'), add('x'.repeat(100_000)), add('after')]);
    const failed = settled.filter((one) => one.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed) {
      expect(reason).toBeInstanceOf(RoostError);
      expect(String(reason)).toMatch(/the disk is full.*Free some space/);
    }
    const kept = ['small', 'after'].filter((_, index) => settled[index * 2]!.status === 'fulfilled');
    expect(words()).toEqual(['first', ...kept].sort());
    db.pragma('max_page_count = 1000000');
    await add('later');
    expect(words()).toContain('later');
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });
});

describe('a visit and its event', () => {
  it('are never one without the other, whatever fails beside them', async () => {
    const step = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), fails: fc.boolean(), turn: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const store = await tempStore();
        const acknowledged: string[] = [];
        const writes: Promise<unknown>[] = [];
        for (const [index, { id, fails, turn }] of steps.entries()) {
          const visit = aVisit(id, { individuals: index + 1 });
          const write = store.write(({ visits }) => {
            visits.put(visit, 'update', T + index);
            if (fails) throw new Error('on purpose');
            return JSON.stringify(visit);
          });
          writes.push(
            write.then((text) => acknowledged.push(text)).catch((error) => expect(fails && error).toBeTruthy()),
          );
          if (turn) await write.catch(() => undefined);
        }
        await Promise.all(writes);
        const events = rebuilt(store.events.after(0).map(({ body }) => body as ToldVisit));
        expect(events).toEqual(acknowledged.map((text) => JSON.parse(text) as Visit));
        const newest = new Map(events.map((visit) => [visit.id, visit]));
        const stored = store.visits.list({ limit: 100 });
        expect(new Map(stored.map((visit) => [visit.id, visit]))).toEqual(newest);
        await store.close();
      }),
      { numRuns: 30 },
    );
  });
});

/** The visits of events, each as it was then, with its tracks from all that came and went until then. */
function rebuilt(events: readonly ToldVisit[]): Visit[] {
  const tracks = new Map<string, Set<string>>();
  return events.map((event) => {
    if ('tracks' in event) throw new Error('no event holds a list of tracks');
    const { version: _, trackCount, joined, left, ...visit } = event;
    const known = tracks.get(visit.id) ?? new Set();
    tracks.set(visit.id, known);
    for (const track of left) known.delete(track);
    for (const track of joined) known.add(track);
    expect(known.size).toBe(trackCount);
    return { ...visit, tracks: [...known] };
  });
}
