import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stagedBundle, withBundle } from '../../src/box/models/in-use.ts';
import { nameHistory } from '../../src/commands/naming-history.ts';
import { rederiveModel } from '../../src/commands/rederive-model.ts';
import { againLines } from '../../src/commands/rederive-model-lines.ts';
import { takeNamed } from '../../src/count/record/named-again.ts';
import type { Config } from '../../src/know/config/config.ts';
import { NO_PRIOR } from '../../src/know/taxonomy/checklist.ts';
import { Access } from '../../src/tell/access/access.ts';
import { accessFile } from '../../src/tell/access/database.ts';
import { BLUE, type Stand, stand } from '../box/shadow/stand.ts';
import { aVerdict } from '../count/store/values.ts';

const T = Date.parse('2026-05-01T04:00:00Z');
const MINUTE = 60_000;
const never = new AbortController().signal;

async function again(box: Stand, signal = never) {
  const models = await withBundle(box.models, await stagedBundle(box.folder, { id: 'planes', version: 2 }));
  const [{ spec }] = models.classifiers as [(typeof models.classifiers)[0]];
  const config: Config = { ...box.config, checklist: NO_PRIOR };
  const complaints: string[] = [];
  const told = nameHistory(config, { model: spec.id, models, taught: undefined }, signal, {
    complain: (line) => complaints.push(line),
  });
  return { told: await told, complaints };
}

/** A red bird that was recorded as a little egret, a blue one as a great egret, and one without a picture. */
async function history(): Promise<Stand> {
  const box = await stand();
  await box.bird('red', T + MINUTE);
  await box.bird('blue', T + 10 * MINUTE, BLUE);
  await box.store.write(({ tracks }) => {
    for (const [id, taxon] of [
      ['red', 'egretta-garzetta'],
      ['blue', 'ardea-alba'],
    ] as const)
      tracks.put({ ...box.store.tracks.get(id)!, verdict: aVerdict({ taxon, rank: 'species', score: 0.9 }) });
    tracks.put({ ...box.store.tracks.get('red')!, id: 'bare', startAt: T - 30 * MINUTE, endAt: T - 29 * MINUTE });
  });
  return box;
}

describe('naming history again', () => {
  it('tells what is called otherwise and which counts would change, and leaves every verdict as it is', async () => {
    const box = await history();
    const { told } = await again(box);
    expect(told.taken).toBe(false);
    const text = againLines(told).join('\n');
    expect(text).toMatch(/^By planes-2@[0-9a-f]{8}, of planes-2@/);
    expect(text).toContain('Tracks: 3 that ended; 2 named from their kept crops (2 now, 0 before), 1 left out.');
    expect(text).toContain('1 left out: no crop of them was ever kept');
    expect(text).toContain('Of these 1 are called otherwise than when they were seen, 1 the same.');
    expect(text).toMatch(/Anas crecca\t0 in 0 → 1 in 1\t\+1/);
    expect(text).toContain('2026-05-01 12:00\teast\t1 Egretta garzetta → 1 Anas crecca\tv-red');
    expect(text).toContain('The box that runs stores');
    // The box takes it in.
    expect(await takeNamed(box.store, box.config.data)).toEqual({ named: 2, wrong: [] });
    expect(box.store.tracks.get('red')?.verdict?.taxon).toBe('egretta-garzetta');
    expect(box.store.again.ofTrack('red')).toMatchObject([{ setup: told.setup, verdict: { taxon: 'anas-crecca' } }]);
    const access = new Access(accessFile(box.config.data), undefined, Date.now);
    expect(access.audit.list(Number.MAX_SAFE_INTEGER, 1)).toMatchObject([
      { what: 'roost rederive --model', outcome: 'done' },
    ]);
    access.close();
  });

  it('goes on where it was cut off, names nothing twice, and stores it itself where no box runs', async () => {
    const box = await history();
    const end = new AbortController();
    const cutOff = again(box, end.signal);
    end.abort();
    await expect(cutOff).rejects.toThrow('abort');
    expect((await again(box)).told).toMatchObject({ taken: false, tracks: { now: 2, before: 0, otherwise: 1 } });
    await box.bird('late', T + 20 * MINUTE);
    await box.store.close();
    expect((await again(box)).told).toMatchObject({ taken: true, tracks: { now: 1, before: 2, otherwise: 2 } });
    expect(await readdir(join(box.config.data, 'again'))).toEqual([]);
    await rm(join(box.config.data, 'media'), { recursive: true });
    const { told } = await again(box);
    expect(told).toMatchObject({ tracks: { now: 0, before: 3, otherwise: 2 }, diff: { changed: 2 } });
  });

  it('is no matter of how visits are folded', async () => {
    const box = await stand();
    const told = { print: () => undefined, complain: () => undefined };
    await expect(rederiveModel(box.config, 'planes-2', { gap: '30' }, never, told)).rejects.toThrow('stands alone');
  });
});
