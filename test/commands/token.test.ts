import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditCommand } from '../../src/commands/audit.ts';
import { addToken, listTokens, revokeToken, type TokenCommand } from '../../src/commands/token.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import { Access } from '../../src/tell/access/access.ts';
import { accessFile } from '../../src/tell/access/database.ts';

const DAY = 86_400_000;
const site = siteSchema.parse({ site: { name: 'x', latitude: 0, longitude: 0, timeZone: 'Asia/Shanghai' } });
let data: string;
let said: string[];
const print = (line: string) => said.push(line);
beforeEach(() => {
  data = join(mkdtempSync(join(tmpdir(), 'roost-token-')), 'data');
  said = [];
});
afterEach(() => rmSync(join(data, '..'), { recursive: true }));

async function add(name: string, options: TokenCommand): Promise<string> {
  const printed: string[] = [];
  await addToken({ data, site }, name, options, { print: (line) => printed.push(line), complain: print });
  expect(printed).toHaveLength(1);
  return printed[0]!;
}

describe('roost token', () => {
  it('makes one before the box ever ran, prints it alone, lists and revokes it', async () => {
    const token = await add('Lin Yue', { role: 'reviewer', scope: 'review, records', expires: '90d' });
    const access = new Access(accessFile(data), undefined, Date.now);
    expect(await access.byToken(token)).toMatchObject({ role: 'reviewer', scopes: ['review', 'records'] });
    expect(access.tokens.all()[0]!.expiresAt! - Date.now()).toBeGreaterThan(89 * DAY);
    await listTokens({ data, site }, print);
    expect(said.at(-1)).toMatch(/^[0-9a-f]{12} Lin Yue: reviewer for review, records; good until \S+ \S+; last used/);
    await revokeToken({ data, site }, 'Lin Yue', print);
    expect(said.at(-1)).toContain('revoked');
    expect(await access.byToken(token)).toBeUndefined();
    expect(said.join()).not.toContain(token.slice(-48));
    access.close();
  });

  it('says what is wrong with a name, a scope, or an end', async () => {
    const wrong: [string, TokenCommand, string][] = [
      ['', { role: 'viewer' }, 'is no name'],
      [' x', { role: 'viewer' }, 'is no name'],
      ['a\u001b[2J', { role: 'viewer' }, String.raw`a\u001b[2J: is no name`],
      ['x', { role: 'viewer', scope: 'everything' }, 'Take some of status, records'],
      ['x', { role: 'viewer', scope: '' }, 'is no scope'],
      ['x', { role: 'viewer', expires: 'soon' }, 'Write it as 90d'],
      ['x', { role: 'viewer', expires: '0d' }, 'is over already'],
      ['x', { role: 'viewer', expires: '2020-01-01' }, 'is over already'],
      ['x', { role: 'viewer', expires: '2027-02-30' }, 'no day'],
    ];
    for (const [name, options, why] of wrong) await expect(add(name, options), why).rejects.toThrow(why);
    await expect(revokeToken({ data, site }, 'nobody', print)).rejects.toThrow('there is no such token');
  });

  it('leaves what it did in the log of changes, with what failed and without the token', async () => {
    const token = await add('a', { role: 'admin' });
    await expect(add('a', { role: 'admin' })).rejects.toThrow('there is one of this name');
    await auditCommand({ data, site }, { limit: '9' }, print);
    expect(said.at(-1)).toMatch(/^1 \S+ \S+ command line.*: roost token add a \{.*"role":"admin"\}: done$/);
    expect(said.at(-2)).toMatch(/: failed: make token a: there is one of this name/);
    expect(said.join()).not.toContain(token);
    await auditCommand({ data, site }, { limit: '1', json: true }, print);
    expect(JSON.parse(said.at(-1)!)).toMatchObject({ entry: 2, what: 'roost token add' });
    await expect(auditCommand({ data, site }, { limit: '0' }, print)).rejects.toThrow('from 1 on');
  });
});
