import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NamedAgain } from '../../../src/base/domain.ts';
import { leaveNamed, takeNamed, waitingNamed } from '../../../src/count/record/named-again.ts';
import { tempFile, tempStore } from '../store/temp.ts';
import { aTrack, aVerdict, aVisit, T } from '../store/values.ts';

const setup = { model: 'planes-2@0f', models: ['planes-2@0f', 'others@11'], prior: 'none', code: '0.1.0' };
const named = (track: string, taxon = 'anas-crecca'): NamedAgain => ({
  ...{ track, setup, at: T, verdict: aVerdict({ taxon }) },
});

async function box() {
  const file = await tempFile();
  const store = await tempStore(file);
  await store.saveTrack(aTrack('t1'));
  await store.saveTrack({ ...aTrack('t2'), verdict: aVerdict({ taxon: 'ardea-alba' }) });
  return { store, data: dirname(file), folder: join(dirname(file), 'again') };
}

describe('what tracks are called when they are named again', () => {
  it('comes to the database beside the verdicts, which stay, and is left nowhere else', async () => {
    const { store, data, folder } = await box();
    await leaveNamed(data, [named('t1'), named('t2')]);
    await leaveNamed(data, []);
    expect(await waitingNamed(data)).toEqual([named('t1'), named('t2')]);
    expect(await takeNamed(store, data)).toEqual({ named: 2, wrong: [] });
    expect(await readdir(folder)).toEqual([]);
    expect(store.tracks.get('t1')?.verdict).toBeUndefined();
    expect(store.tracks.get('t2')?.verdict?.taxon).toBe('ardea-alba');
    expect(store.again.ofTrack('t2')).toEqual([named('t2')]);
    expect([...store.again.bySetup(setup)]).toEqual([[named('t1'), named('t2')]]);
    expect([...store.again.bySetup({ ...setup, prior: 'east@1' })]).toEqual([]);
  });

  it('stands with the visit that the tracks are of, and with no other', async () => {
    const { store, data } = await box();
    await store.saveVisit(aVisit('v1', { tracks: ['t1'] }), 'new', T, []);
    await leaveNamed(data, [named('t1'), named('t2')]);
    await takeNamed(store, data);
    expect(store.visit('v1')?.again).toEqual([named('t1')]);
  });

  it('tells which visits were named again, and which of them otherwise', async () => {
    const { store, data } = await box();
    await store.saveTrack({ ...aTrack('t3'), verdict: aVerdict({ taxon: 'anas-crecca' }) });
    for (const [visit, track] of [
      ['same', 't3'],
      ['other', 't2'],
      ['new', 't1'],
    ] as const)
      await store.saveVisit(aVisit(visit, { tracks: [track] }), 'end', T, []);
    await store.saveVisit(aVisit('never', { tracks: [] }), 'end', T, []);
    const list = (again: 'any' | 'otherwise') => store.visits.list({ again, limit: 9 }).map(({ id }) => id);
    expect(list('any')).toEqual([]);
    await leaveNamed(data, [named('t1'), named('t2'), named('t3')]);
    await takeNamed(store, data);
    expect(list('any').sort()).toEqual(['new', 'other', 'same']);
    // What had no name before has another one now.
    expect(list('otherwise').sort()).toEqual(['new', 'other']);
  });

  it('stays as it was named first, by each setup, and hangs on no track that is not there', async () => {
    const { store, data } = await box();
    const other = { ...setup, model: 'planes-3@10' };
    await leaveNamed(data, [named('t1'), named('lost')]);
    await takeNamed(store, data);
    await leaveNamed(data, [named('t1', 'anas-acuta')]);
    await leaveNamed(data, [{ ...named('t1', 'anas-acuta'), setup: other, at: T + 1 }]);
    await takeNamed(store, data);
    expect(store.again.ofTrack('t1')).toEqual([named('t1'), { ...named('t1', 'anas-acuta'), setup: other, at: T + 1 }]);
    expect(store.again.ofTrack('lost')).toEqual([]);
  });

  it('is put aside where it cannot be understood, and holds up no other', async () => {
    const { store, data, folder } = await box();
    await leaveNamed(data, [named('t1')]);
    await writeFile(join(folder, '0-half.json'), '{"setup":{"model":"x"');
    await writeFile(
      join(folder, '1-odd.json'),
      JSON.stringify({ setup, named: [{ track: 't1', at: T, verdict: {} }] }),
    );
    const { pid } = spawnSync('true');
    await writeFile(join(folder, `2-cut-off.json.${pid}-${randomUUID()}.part`), '{');
    const wrong = ['0-half.json.wrong', '1-odd.json.wrong'];
    expect(await takeNamed(store, data)).toEqual({ named: 1, wrong: wrong.map((name) => join(folder, name)) });
    expect((await readdir(folder)).sort()).toEqual(wrong);
    expect(await takeNamed(store, data)).toEqual({ named: 0, wrong: [] });
  });
});
