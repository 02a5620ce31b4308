import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Access } from '../../../src/tell/access/access.ts';
import { accessFile, openAccessDatabase } from '../../../src/tell/access/database.ts';

const NOON = Date.parse('2026-05-01T04:00:00.000Z');
let folder: string;
let file: string;
let opened: Access[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-access-'));
  file = accessFile(folder);
  opened = [];
});
afterEach(() => {
  for (const access of opened) access.close();
  rmSync(folder, { recursive: true });
});

function open(token?: string, now = () => NOON): Access {
  const access = new Access(file, token, now);
  opened.push(access);
  return access;
}

describe('tokens', () => {
  it('are kept as hashes, in a file that only its owner can read', async () => {
    const { token } = await open().tokens.make({ name: 'a', role: 'viewer' }, 'test', NOON);
    expect(token).toMatch(/^roost_[0-9a-f]{12}_[0-9a-f]{48}$/);
    expect(readFileSync(file).includes(token.slice(-48))).toBe(false);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('prove who has them, in every process that has the file open', async () => {
    const { token } = await open().tokens.make({ name: 'a', role: 'reviewer', scopes: ['review'] }, 'test', NOON);
    const who = { name: 'a', role: 'reviewer', scopes: ['review'] };
    expect(await open().byToken(token)).toMatchObject(who);
    const other = token.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const wrong of [other, token.slice(0, -1), '', token.toUpperCase(), 'roost_000000000000_'.padEnd(67, '0')])
      expect(await open().byToken(wrong), wrong).toBeUndefined();
  });

  it('that root makes for a box are of the user who owns its folder', () => {
    const root = process.getuid?.() === 0;
    if (root) chownSync(folder, 12_345, 12_345);
    openAccessDatabase(file).close();
    expect(statSync(file).uid).toBe(root ? 12_345 : process.getuid?.());
  });

  it('note when they were last used', async () => {
    const access = open();
    const { token, facts } = await access.tokens.make({ name: 'a', role: 'viewer' }, 'test', NOON);
    await access.byToken(token);
    expect(access.tokens.find(facts.id)?.usedAt).toBe(NOON);
  });

  it('may have the name of one that is revoked, and of no other', async () => {
    const { tokens } = open();
    await tokens.make({ name: 'a', role: 'viewer' }, 'test', NOON);
    await expect(tokens.make({ name: 'a', role: 'admin' }, 'test', NOON)).rejects.toThrow('there is one of this name');
    tokens.revoke('a', NOON);
    expect(() => tokens.revoke('a', NOON)).toThrow('there is no such token');
    await tokens.make({ name: 'a', role: 'admin' }, 'test', NOON);
    expect(tokens.all().map(({ role }) => role)).toEqual(['viewer', 'admin']);
  });

  it('that a command made for itself are not listed, do not close the box, and are forgotten', async () => {
    const access = open();
    const { token, facts } = await access.tokens.make({ name: 'c', role: 'admin' }, 'test', NOON, true);
    expect(await access.byToken(token)).toMatchObject({ role: 'admin' });
    expect([access.tokens.all(), access.withoutTokens]).toEqual([[], true]);
    access.tokens.forget(facts.id);
    expect(await access.byToken(token)).toBeUndefined();
    const wanted = { name: 'c', role: 'admin', expiresAt: NOON + 1 } as const;
    const killed = await access.tokens.make(wanted, 'test', NOON, true);
    await access.tokens.make(wanted, 'test', NOON + 1, true);
    expect(access.tokens.find(killed.facts.id)).toBeUndefined();
  });

  it('that cannot be read open nothing', async () => {
    writeFileSync(file, 'no database at all, but more than a hundred bytes of something else '.repeat(9));
    const access = open('a-long-random-word');
    expect(() => open().withoutTokens).toThrow(/open tokens .*access\.db/);
    expect(await access.byToken('a-long-random-word')).toMatchObject({ role: 'admin' });
    const db = new Database(join(folder, 'other.db'));
    db.exec('CREATE TABLE a (b)');
    db.close();
    expect(() => openAccessDatabase(join(folder, 'other.db'))).toThrow('another program');
  });

  it('prove who has them on a disk that cannot be written', async () => {
    const made = open();
    const { token } = await made.tokens.make({ name: 'a', role: 'viewer' }, 'test', NOON);
    made.close();
    chmodSync(file, 0o400);
    expect(await open().byToken(token)).toMatchObject({ name: 'a' });
  });
});

describe('sessions', () => {
  it('end after thirty days, and with the token in the environment', async () => {
    let now = NOON;
    const access = open('a-long-random-word', () => now);
    const session = access.beginSession((await access.byToken('a-long-random-word'))!);
    expect(access.bySession(session)).toMatchObject({ name: 'ROOST_API_TOKEN', session });
    expect(open('another-long-word').bySession(session)).toBeUndefined();
    now += 30 * 86_400_000;
    expect(access.bySession(session)).toBeUndefined();
  });
});

describe('the log of changes', () => {
  it('refuses to change or to forget anything', () => {
    const { audit } = open();
    const asked = { at: NOON, who: 'a', origin: 'x', what: 'y', subject: 'z', body: { b: 1 } };
    audit.ended(audit.asked(asked), NOON, 'done', { after: 2 });
    audit.flush();
    const db = openAccessDatabase(file);
    for (const sql of [
      "UPDATE audit SET who = 'b'",
      'DELETE FROM audit',
      "INSERT OR REPLACE INTO audit VALUES (1, 1, 'b', '', '', '', '{}')",
      "UPDATE audit_ends SET outcome = 'b'",
      'DELETE FROM audit_ends',
    ])
      expect(() => db.exec(sql), sql).toThrow('append-only');
    db.close();
    audit.ended(1, NOON, 'again');
    expect(audit.list(9, 9)).toEqual([{ entry: 1, ...asked, outcome: 'done', result: { after: 2 } }]);
  });

  it('tells of a change that was begun and whose end nobody knows', () => {
    const { audit } = open();
    audit.asked({ at: NOON, who: 'a', origin: 'x', what: 'y', subject: '', body: {} });
    expect(audit.list(9, 9)[0]).not.toHaveProperty('outcome');
  });
});
