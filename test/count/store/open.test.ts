import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { RoostError } from '../../../src/base/errors.ts';
import { openStore } from '../../../src/count/store/open.ts';
import { savingStore, tempFile, tempStore } from './temp.ts';
import { aTrack, aVisit, T } from './values.ts';

function opening(file: string): RoostError {
  try {
    openStore(file);
  } catch (error) {
    expect(error).toBeInstanceOf(RoostError);
    return error as RoostError;
  }
  throw new Error('it opened');
}

describe('openStore', () => {
  it('refuses a second Roost on the same file until the first has closed', async () => {
    const file = await tempFile();
    const first = await tempStore(file);
    expect(opening(file).message).toMatch(/another Roost is using it. Stop the other one/);
    await first.saveTrack(aTrack('t1'));
    await first.close();
    await first.close();
    expect((await tempStore(file)).tracks.get('t1')).toEqual(aTrack('t1'));
  });

  it('lets other programs read meanwhile', async () => {
    const file = await tempFile();
    const store = await tempStore(file);
    await store.saveVisit(aVisit('v1'), 'new', T);
    const reader = new Database(file, { readonly: true });
    expect(reader.prepare('SELECT count(*) FROM visits').pluck().get()).toBe(1);
    reader.close();
  });

  it('waits for no commit that close was asked after', async () => {
    const file = await tempFile();
    const store = savingStore(file);
    const saved = store.saveTrack(aTrack('t1'));
    await store.close();
    await saved;
    expect(readdirSync(dirname(file))).not.toContain('roost.db-wal');
    expect((await tempStore(file)).tracks.get('t1')).toBeDefined();
  });

  it('says that a file is not a database, and leaves it', async () => {
    const file = await tempFile();
    writeFileSync(file, 'these are notes, not a database, '.repeat(200));
    expect(opening(file).message).toMatch(/the database is damaged: file is not a database/);
    expect(readFileSync(file, 'utf8')).toMatch(/^these are notes/);
  });

  it('leaves the database of another program alone', async () => {
    const file = await tempFile();
    const other = new Database(file);
    other.exec('CREATE TABLE shop (price REAL)');
    other.close();
    expect(opening(file).message).toMatch(/tables of another program/);
  });

  it('finds damage after an unclean stop, and leaves the file', async () => {
    const file = await tempFile();
    const store = savingStore(file);
    const tracks = Array.from({ length: 200 }, (_, index) => aTrack(`t${index}`));
    await store.checkpoint(tracks);
    await store.close();
    const bytes = readFileSync(file);
    const hole = bytes.length - 3 * 4096;
    bytes.fill(0xa5, hole, hole + 4096);
    writeFileSync(file, bytes);
    writeFileSync(`${file}-wal`, '');
    expect(opening(file).message).toMatch(/damaged.*Nothing was deleted/);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('opens a copy that a power cut left with its log', async () => {
    const file = await tempFile();
    const store = await tempStore(file);
    await store.saveTrack(aTrack('t1'));
    const copy = await tempFile();
    for (const end of ['', '-wal']) copyFileSync(file + end, copy + end);
    expect((await tempStore(copy)).tracks.get('t1')).toEqual(aTrack('t1'));
  });

  it('names a folder that is missing, no folder, or not writable', async () => {
    const file = await tempFile();
    expect(opening(`${dirname(file)}/none/roost.db`).message).toMatch(/folder does not exist/);
    mkdirSync(file);
    expect(opening(file).message).toMatch(/cannot be opened.*Check that the data folder/);
    expect(opening('/proc/roost.db').message).toMatch(/cannot be|Check that the data folder/);
  });
});
