import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { describeLoss, lossesBeside } from '../../../src/count/store/aside.ts';
import { DamagedDatabase } from '../../../src/count/store/errors.ts';
import { openOrBegin, openStore } from '../../../src/count/store/open.ts';
import { savingStore, tempFile } from './temp.ts';
import { aTrack, T } from './values.ts';

const yes = () => true;
const no = () => false;
const NOW = Date.parse('2026-05-03T06:07:08.900Z');

/** A database with tracks, after a power cut, of which a page is no page any more. */
async function damaged(): Promise<{ file: string; bytes: Buffer }> {
  const file = await tempFile();
  const store = savingStore(file);
  await store.checkpoint(Array.from({ length: 200 }, (_, index) => aTrack(`t${index}`)));
  await store.close();
  const bytes = readFileSync(file);
  bytes.fill(0xa5, bytes.length - 3 * 4096, bytes.length - 2 * 4096);
  writeFileSync(file, bytes);
  writeFileSync(`${file}-wal`, '');
  return { file, bytes };
}

const names = (file: string) => readdirSync(dirname(file)).filter((name) => !name.endsWith('.lock'));

describe('a box that opens its database', () => {
  it('keeps a damaged one aside, byte by byte, and begins a new one', async () => {
    const { file, bytes } = await damaged();
    const { store, lost } = openOrBegin(file, no, NOW);
    await store.write(({ tracks }) => tracks.put(aTrack('new')));
    await store.close();
    expect(lost).toEqual({ file: `${file}.damaged-20260503T060708Z`, cause: 'damaged' });
    expect(readFileSync(lost!.file).equals(bytes)).toBe(true);
    const again = openOrBegin(file, no, NOW + 1);
    expect(again.lost).toBeUndefined();
    expect(again.store.tracks.get('new')).toBeDefined();
    await again.store.close();
    // It is known until somebody takes it away.
    expect(lossesBeside(file)).toEqual([lost]);
    expect(describeLoss(lost!)).toMatch(
      /damaged and is kept as .*: what was counted before is not in these counts\. Try/,
    );
    rmSync(lost!.file);
    expect(lossesBeside(file)).toEqual([]);
  });

  it('keeps what is no database aside, with its log', async () => {
    const file = await tempFile();
    writeFileSync(file, 'these are notes, not a database, '.repeat(200));
    writeFileSync(`${file}-wal`, 'a log');
    writeFileSync(`${file}-shm`, 'an index');
    const { store, lost } = openOrBegin(file, no, NOW);
    await store.close();
    expect(readFileSync(lost!.file, 'utf8')).toMatch(/^these are notes/);
    expect(readFileSync(`${lost!.file}-wal`, 'utf8')).toBe('a log');
  });

  it('keeps the log of a damaged one as the power cut left it', async () => {
    const file = await tempFile();
    const store = savingStore(file);
    await store.checkpoint(Array.from({ length: 200 }, (_, index) => aTrack(`t${index}`)));
    const copy = await tempFile();
    for (const end of ['', '-wal']) copyFileSync(file + end, copy + end);
    await store.close();
    const log = readFileSync(`${copy}-wal`);
    // Its first page is cut short in the file, and so is its header.
    writeFileSync(copy, 'damage '.repeat(700));
    // Pages of the log stand for those of the file: those that it has are whole, so the header of the log goes as well.
    log.fill(0, 0, 32);
    writeFileSync(`${copy}-wal`, log);
    const opened = openOrBegin(copy, no, NOW);
    await opened.store.close();
    expect(opened.lost?.cause).toBe('damaged');
    expect(readFileSync(`${opened.lost!.file}-wal`).equals(log)).toBe(true);
  });

  it('overwrites nothing that was kept in the same second', async () => {
    const file = await tempFile();
    for (let i = 0; i < 3; i++) {
      writeFileSync(file, `notes ${i} `.repeat(999));
      await openOrBegin(file, no, NOW).store.close();
    }
    expect(lossesBeside(file)).toHaveLength(3);
  });

  it.each([
    ['empty', (file: string) => writeFileSync(file, '')],
    ['missing', () => undefined],
  ] as const)('marks that one is %s beside pictures of it, and is new without any', async (cause, make) => {
    for (const hasEvidence of [yes, no]) {
      const file = await tempFile();
      make(file);
      const { store, lost } = openOrBegin(file, hasEvidence, NOW);
      await store.close();
      expect(lost?.cause).toBe(hasEvidence() ? cause : undefined);
      expect(names(file)).toEqual(['roost.db', ...(lost ? [basename(lost.file)] : [])]);
    }
  });

  it('keeps the log of one that lost its bytes: SQLite would delete it', async () => {
    const file = await tempFile();
    const store = savingStore(file);
    await store.saveTrack(aTrack('t1'));
    const copy = await tempFile();
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    writeFileSync(copy, '');
    await store.close();
    const { store: begun, lost } = openOrBegin(copy, yes, NOW);
    await begun.close();
    expect(readFileSync(`${lost!.file}-wal`).length).toBeGreaterThan(0);
  });

  it('never sets aside what is good: one that another program, a newer Roost or another box uses', async () => {
    const file = await tempFile();
    const store = savingStore(file);
    expect(() => openOrBegin(file, yes, NOW)).toThrow(/another Roost is using it/);
    await store.close();
    const db = new Database(file);
    db.pragma('user_version = 9999');
    db.close();
    expect(() => openOrBegin(file, yes, NOW)).toThrow(/newer Roost/);
    expect(lossesBeside(file)).toEqual([]);
  });

  it('reads what a power cut left whole, and sets nothing aside', async () => {
    const file = await tempFile();
    const store = savingStore(file);
    await store.checkpoint([aTrack('t1', { startAt: T })]);
    const copy = await tempFile();
    for (const end of ['', '-wal']) copyFileSync(file + end, copy + end);
    await store.close();
    const opened = openOrBegin(copy, yes, NOW);
    expect(opened.lost).toBeUndefined();
    expect(opened.store.tracks.get('t1')).toBeDefined();
    await opened.store.close();
  });

  it('a command that may not begin anew says that it is damaged, and leaves it', async () => {
    const { file, bytes } = await damaged();
    expect(() => openStore(file)).toThrow(DamagedDatabase);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});
