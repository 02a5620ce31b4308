import Database from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import { openStore } from '../../../src/count/store/open.ts';
import { tempFile } from './temp.ts';

/** Tables that grow with the years, found by what is the same in all years: such a look costs more each day. */
const GROWS = /^SEARCH (visits|tracks|effort|presence|media|visit_tracks) .*\((camera|taxon|best_taxon|kind)=\?\)$/;

it('no statement of the store looks through all that a camera or a taxon ever had', async () => {
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  const file = await tempFile();
  await openStore(file).close();
  const statements = [...new Set(prepare.mock.calls.map(([sql]) => sql))].filter((sql) => !/^\s*PRAGMA/i.test(sql));
  prepare.mockRestore();
  expect(statements.length).toBeGreaterThan(100);

  const db = new Database(file, { readonly: true });
  const growing = statements.filter((sql) => {
    // The first or last of an index is found at once, each by itself.
    if (/LIMIT 1\s*$|^SELECT \(SELECT min\(\w+\) FROM [^,]+, \(SELECT max\(\w+\) FROM [^,]+$/.test(sql)) return false;
    const names = [...sql.matchAll(/[@:$](\w+)/g)].map(([, name]) => [name, 1] as const);
    const values = names.length > 0 ? [Object.fromEntries(names)] : Array((sql.match(/\?/g) ?? []).length).fill(1);
    const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    return plan.some(({ detail }) => GROWS.test(detail));
  });
  db.close();
  expect(growing).toEqual([]);
});
