import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../../../src/box/backup/backup.ts';
import { folderError } from '../../../src/box/backup/files.ts';
import { lastBackup, readManifest } from '../../../src/box/backup/manifest.ts';
import { backupFolder, requireRoom } from '../../../src/box/backup/place.ts';
import { restore } from '../../../src/box/backup/restore.ts';
import { readSite } from '../../../src/know/config/config.ts';
import { Lessons } from '../../../src/know/lessons/lessons.ts';
import { openAccessDatabase } from '../../../src/tell/access/database.ts';
import { type SavingStore, savingStore, tempFile } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { aLesson, MODEL } from '../../know/lessons/values.ts';

const never = new AbortController().signal;

let top: string;
let box: ReturnType<typeof readSite>;
let store: SavingStore;
let disk: string;

beforeEach(async () => {
  top = join(await tempFile('top'), '..');
  const folder = join(top, 'box');
  disk = join(top, 'disk');
  for (const name of [folder, disk, join(folder, 'cameras'), join(folder, 'data')]) mkdirSync(name);
  const site = 'site: { name: Isle, latitude: 30, longitude: 117, timeZone: Asia/Shanghai }\n';
  writeFileSync(join(folder, 'roost.yaml'), site);
  writeFileSync(join(folder, 'site.yaml'), 'name: isle\nregion: world\n');
  writeFileSync(join(folder, 'cameras/east.yaml'), 'id: east\nname: East\nurl: rtsp://10.0.0.2/\n');
  writeFileSync(join(folder, 'secrets.env'), 'ROOST_CAMERA_PASSWORD=hush\n', { mode: 0o600 });
  box = readSite(join(folder, 'roost.yaml'));
  store = savingStore(join(box.data, 'roost.db'));
  for (let n = 0; n < 20; n++)
    await store.saveVisit(aVisit(`v-${n}`, { tracks: [`t-${n}`] }), 'new', T + n, [aTrack(`t-${n}`)]);
  return () => store.close();
});

/** Keeps a picture as a box does. */
async function keep(id: string, bytes: string, file = `media/east/2025-05-03/${id}.jpg`): Promise<string> {
  mkdirSync(join(box.data, file, '..'), { recursive: true });
  writeFileSync(join(box.data, file), bytes);
  const facts = { camera: 'east', track: 't-1', type: 'crop' as const, at: T, blurred: false };
  const size = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
  const region = { x: 0, y: 0, w: 1, h: 1 };
  await store.addMedia({ id, file, ...facts, ...size, region, box: region, score: 0.5 });
  return file;
}

describe('a backup', () => {
  it('of a box that runs comes back whole elsewhere, with its configuration and without secrets', async () => {
    openAccessDatabase(join(box.data, 'access.db'))
      .exec("INSERT INTO keys VALUES ('k', x'00'); INSERT INTO audit VALUES (1, 1, 'Lin', '', 'what', '', '')")
      .close();
    const taught = new Lessons(join(box.data, 'taught.db'));
    taught.put([aLesson('a1', 'ardea-alba', [1, 2])]);
    const made = await backUp(box, disk, {}, T, never);
    taught.close();
    expect(made.manifest.database.counts).toMatchObject({ visits: 20, tracks: 20 });
    expect(lastBackup(box.data)).toEqual({ at: T, path: made.path, media: false });
    expect(made.warnings.join()).toContain('is on the disk of the data');

    const elsewhere = join(top, 'new');
    const { data, config } = await restore(made.path, elsewhere, never);
    expect([...config].sort()).toEqual(['cameras/east.yaml', 'roost.yaml', 'site.yaml']);
    expect(data).toBe(join(elsewhere, 'data'));
    const again = savingStore(join(data, 'roost.db'));
    expect(again.visits.get('v-7')).toEqual(store.visits.get('v-7'));
    // What the lost box told after the backup must not be taken for what this one tells.
    expect(again.events.last()).toBeGreaterThan(store.events.last() + 1_000_000);
    const cursor = await again.saveVisit(aVisit('v-new', { tracks: ['t-new'] }), 'new', T, [aTrack('t-new')]);
    expect(cursor).toBe(again.events.last());
    again.close();
    const learned = new Lessons(join(data, 'taught.db'));
    expect(learned.examples(MODEL)).toMatchObject([{ taxon: 'ardea-alba', feature: Float32Array.of(1, 2) }]);
    learned.close();
    const access = openAccessDatabase(join(data, 'access.db'));
    expect(access.prepare('SELECT count(*) FROM keys').pluck().get()).toBe(0);
    expect(access.prepare('SELECT who FROM audit').pluck().all()).toEqual(['Lin']);
    access.close();
  });

  it('is of one moment while a box writes to it', async () => {
    let stop = false;
    const writing = (async () => {
      for (let n = 100; !stop; n++) {
        await store.saveVisit(aVisit(`v-${n}`, { tracks: [`t-${n}`] }), 'new', T + n, [aTrack(`t-${n}`)]);
      }
    })();
    const made = await backUp(box, disk, {}, T, never).finally(() => {
      stop = true;
    });
    await writing;
    const db = new Database(join(made.path, 'roost.db'), { readonly: true });
    const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(count('visits')).toBe(count('tracks'));
    expect(count('visits')).toBe(made.manifest.database.counts.visits);
    db.close();
    const { counts } = readManifest(made.path).database;
    expect(store.visits.get('v-100')).toBeDefined();
    expect(counts.visits).toBeGreaterThanOrEqual(20);
  });

  it('takes secrets only where they are asked for', async () => {
    const text = (path: string) => execFileSync('grep', ['-rc', 'hush', path], { encoding: 'utf8' });
    // Log-ins of cameras that were added on the page.
    writeFileSync(join(top, 'box/cameras/secrets.env'), 'ROOST_CAMERA_REEDS_PASSWORD=hush\n', { mode: 0o600 });
    const plain = await backUp(box, disk, {}, T, never);
    expect(() => text(plain.path)).toThrow();
    const full = await backUp(box, disk, { secrets: true }, T + 1000, never);
    expect(statSync(join(full.path, 'config/secrets.env')).mode & 0o777).toBe(0o600);
    await restore(full.path, join(top, 'new'), never);
    for (const file of ['secrets.env', 'cameras/secrets.env']) {
      expect(readFileSync(join(top, 'new', file), 'utf8')).toContain('hush');
      expect(statSync(join(top, 'new', file)).mode & 0o777).toBe(0o600);
    }
  });

  it('copies each picture once, tells of those that are gone, and puts them back', async () => {
    await keep('one', 'first');
    await keep('two', 'first');
    const gone = await keep('three', 'third');
    rmSync(join(box.data, gone));
    const first = await backUp(box, disk, { media: true }, T, never);
    expect(first.media).toMatchObject({ files: 2, copied: 2, missing: [gone] });
    await keep('four', 'fourth');
    const second = await backUp(box, disk, { media: true }, T + 1000, never);
    expect(second.media).toMatchObject({ files: 3, copied: 1, missing: [gone] });
    const { media, data } = await restore(second.path, join(top, 'new'), never);
    expect(media).toMatchObject({ files: 3, missing: [gone] });
    expect(readFileSync(join(data, 'media/east/2025-05-03/four.jpg'), 'utf8')).toBe('fourth');
    truncateSync(join(disk, 'media/east/2025-05-03/four.jpg'), 2);
    await expect(backUp(box, disk, { media: true }, T + 2000, never)).rejects.toThrow('has 2 bytes instead of 6');
  });

  it('leaves as many in the folder as are to be kept, and what was broken off in none', async () => {
    mkdirSync(join(disk, '.roost-backup-killed'));
    for (let n = 0; n < 4; n++) await backUp(box, disk, { keep: 2 }, T + n * 1000, never);
    expect(readdirSync(disk)).toEqual(['roost-20250503T000002Z', 'roost-20250503T000003Z']);
    const stopped = AbortSignal.abort(new Error('stopped'));
    await expect(backUp(box, disk, {}, T + 9000, stopped)).rejects.toThrow('stopped');
    expect(readdirSync(disk)).toHaveLength(2);
    expect(lastBackup(box.data)?.at).toBe(T + 3000);
  });
});

describe('a folder for backups', () => {
  it('must be there, mounted, and not in the data folder', () => {
    const mounts = { wanted: ['/', top], there: ['/'] };
    expect(() => backupFolder(join(top, 'none'), box.data)).toThrow('is not there. Is its disk mounted?');
    expect(() => backupFolder(box.data, box.data)).toThrow('lies in the data folder itself');
    expect(() => backupFolder(disk, box.data, mounts)).toThrow(`which is not mounted. Run: mount ${top}`);
    expect(backupFolder(disk, box.data, { ...mounts, there: ['/', top] }).path).toBe(disk);
  });
});

describe('a backup that is not whole', () => {
  it('is never restored, and says what is wrong', async () => {
    const { path } = await backUp(box, disk, {}, T, never);
    const into = join(top, 'new');
    await expect(restore(disk, into, never)).rejects.toThrow(`the newest is ${path}`);
    const broken = join(top, 'broken');
    cpSync(path, broken, { recursive: true });
    truncateSync(join(broken, 'roost.db'), 8192);
    await expect(restore(broken, into, never)).rejects.toThrow('roost.db: is missing or not as the manifest says');
    expect(readdirSync(join(into, 'data')).filter((name) => !name.endsWith('.lock'))).toEqual([]);
    const manifest = join(broken, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"schema": \d+/, '"schema": 999'));
    await expect(restore(broken, into, never)).rejects.toThrow('was made by a newer Roost');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('roost.db', '../../roost.db'));
    await expect(restore(broken, into, never)).rejects.toThrow('files.');
    rmSync(manifest);
    await expect(restore(broken, into, never)).rejects.toThrow('no whole backup');
  });

  it('leads to no file outside of its media', async () => {
    const { path } = await backUp(box, disk, { media: true }, T, never);
    await keep('one', 'first', 'media/../../outside.jpg');
    await expect(backUp(box, disk, { media: true }, T + 1000, never)).rejects.toThrow('lies outside of media/');
    expect(readdirSync(disk).filter((name) => name.startsWith('roost-'))).toEqual([basename(path)]);
  });

  it('goes into no data folder that holds data or is in use', async () => {
    const { path } = await backUp(box, disk, {}, T, never);
    await expect(restore(path, box.folder, never)).rejects.toThrow('another Roost is using it');
    store.close();
    await expect(restore(path, box.folder, never)).rejects.toThrow('holds roost.db already');
    store = savingStore(join(box.data, 'roost.db'));
    expect(store.visits.get('v-3')).toBeDefined();
  });
});

describe('what befalls a folder', () => {
  it('is told with what to do', async () => {
    await expect(requireRoom('back up to', disk, 1e18)).rejects.toThrow(/has .* MB free, and 1000000000000\.0 MB are/);
    const told = (code: string) => String(folderError('back up to', '/mnt', Object.assign(new Error('x'), { code })));
    expect(told('ENOSPC')).toContain('back up to /mnt: it is full (ENOSPC). Free some space');
    expect(told('EIO')).toContain('Is it still mounted?');
    expect(told('EROFS')).toContain('Mount it for writing');
    const sqlite = new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE');
    expect(String(folderError('back up to', '/mnt', sqlite))).toContain('it went away or its disk fails');
  });
});
