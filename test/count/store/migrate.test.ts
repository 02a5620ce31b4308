import { readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate, readMigrations } from '../../../src/count/store/migrate.ts';
import { openStore } from '../../../src/count/store/open.ts';
import { tempFile, tempStore } from './temp.ts';
import { aTrack, aVisit, live } from './values.ts';

const VERSIONS = new URL('./versions/', import.meta.url);
const newest = readMigrations().length;

async function databaseOfVersion(version: number): Promise<string> {
  const file = await tempFile();
  const db = new Database(file);
  db.exec(readFileSync(new URL(`${version}.sql`, VERSIONS), 'utf8'));
  db.close();
  return file;
}

function schemaOf(file: string): unknown[] {
  const db = new Database(file, { readonly: true });
  const columns = `
    SELECT master.type, master.name, field.name AS field, field.type AS holds, field."notnull", field.dflt_value, field.pk
    FROM sqlite_master AS master LEFT JOIN pragma_table_info(master.name) AS field
    WHERE master.name NOT LIKE 'sqlite_%' ORDER BY 1, 2, 3`;
  const schema = db.prepare(columns).all();
  db.close();
  return schema;
}

/** Of each verdict by another model whether it names the track otherwise. */
function namedOtherwise(file: string): unknown[] {
  const db = new Database(file, { readonly: true });
  const found = db.prepare('SELECT otherwise FROM verdicts_again ORDER BY setup').pluck().all();
  db.close();
  return found;
}

describe('migrations', () => {
  it('have a stored database of every earlier version', () => {
    const stored = readdirSync(VERSIONS);
    stored.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
    expect(stored).toEqual(Array.from({ length: newest - 1 }, (_, index) => `${index + 1}.sql`));
  });

  it.each(Array.from({ length: newest - 1 }, (_, index) => index + 1))(
    'open a database of version %i',
    async (version) => {
      const file = await databaseOfVersion(version);
      const fresh = await tempFile();
      await openStore(fresh).close();
      const store = await tempStore(file);
      expect(schemaOf(file)).toEqual(schemaOf(fresh));
      expect(store.tracks.get('t1')).toMatchObject({ camera: 'east', ended: 'lost', score: 0.75, moved: true });
      expect(store.tracks.live().map((track) => track.id)).toEqual(['t2']);
      expect(store.media.get('m1')).toMatchObject({ track: 't1', box: { x: 0.25, y: 0.5, w: 0.125, h: 0.25 } });
      expect(store.effort.cameras()).toEqual(['east']);
      expect(store.cameras.states('east', 0, Number.MAX_SAFE_INTEGER)).toHaveLength(1);
      if (version >= 2) {
        expect(store.visit('v1')).toMatchObject({ visit: { status: 'counted', closed: true }, media: [{ id: 'm1' }] });
        expect(store.visits.open()).toMatchObject([{ id: 'v2', individuals: 2, status: 'counted' }]);
        expect(store.events.after(0)).toMatchObject([{ body: { id: 'v1', status: 'counted', review: [] } }]);
        expect(store.visits.list({ review: true, limit: 9 })).toEqual([]);
      }
      if (version >= 3) expect(store.visits.get('v3')).toMatchObject({ status: 'set-aside', review: [] });
      if (version >= 6) expect(store.deliveries.ofAlert('a1')).toMatchObject([{ channel: 'webhook', news: 'new' }]);
      if (version >= 12) {
        expect(store.visits.list({ clock: 'doubtful', limit: 9 })).toMatchObject([{ id: 'v4' }]);
        expect(store.visits.list({ counts: true, limit: 9 }).map(({ id }) => id)).not.toContain('v4');
        expect(store.sums.rule()).toBeUndefined();
      }
      if (version >= 17) expect(namedOtherwise(file)).toEqual([1, 0]);
      await store.saveVisit(aVisit('v9', { tracks: ['t1', 't9'] }), 'new', 0, [live(aTrack('t9'))]);
      expect(store.visits.get('v9')?.tracks).toEqual(['t1', 't9']);
    },
  );

  it('refuse a database of a newer version, and leave it', async () => {
    const file = await tempFile();
    await openStore(file).close();
    const db = new Database(file);
    db.pragma(`user_version = ${newest + 1}`);
    db.close();
    expect(() => openStore(file)).toThrow(`newer Roost (version ${newest + 1}; this one knows ${newest})`);
    const after = new Database(file);
    expect(after.pragma('user_version', { simple: true })).toBe(newest + 1);
    after.close();
  });

  it('leave a database as it was when a step fails', async () => {
    const file = await tempFile();
    await openStore(file).close();
    const db = new Database(file);
    const broken = { version: newest + 1, name: 'broken.sql', sql: 'CREATE TABLE half (a); CREATE TABLE tracks (a);' };
    expect(() => migrate(db, file, [...readMigrations(), broken])).toThrow(/broken.sql failed. It was left as it was/);
    expect(db.pragma('user_version', { simple: true })).toBe(newest);
    expect(db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'half'").pluck().get()).toBe(0);
    db.close();
  });

  it('keep the outbox append-only', async () => {
    const file = await tempFile();
    const store = await tempStore(file);
    await store.saveVisit(aVisit('v1'), 'new', 0);
    const db = new Database(file);
    expect(() => db.exec('DELETE FROM events')).toThrow('append-only');
    expect(() => db.exec('UPDATE events SET at = 1')).toThrow('append-only');
    db.close();
  });
});
