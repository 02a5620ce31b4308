import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { takingIn } from '../../src/box/handed-in.ts';
import { leaveCitations } from '../../src/count/record/citations.ts';
import { leaveNamed } from '../../src/count/record/named-again.ts';
import { tempFile, tempStore } from '../count/store/temp.ts';
import { aTrack, aVerdict, aVisit, T } from '../count/store/values.ts';
import { eventually } from '../patience.ts';

it('a box takes in what reports cite and what was named again, and puts aside what it cannot understand', async () => {
  const file = await tempFile();
  const data = dirname(file);
  const store = await tempStore(file);
  await store.saveVisit(aVisit('v7', { tracks: ['t7'] }), 'new', T, [aTrack('t7')]);
  expect(await leaveCitations(data, '2025H1', ['v7', 'no-such-visit'])).toBe(true);
  const setup = { model: 'planes-2@0f', models: ['planes-2@0f'], prior: 'none', code: '0.1.0' };
  await leaveNamed(data, [{ track: 't7', setup, at: T, verdict: aVerdict({ taxon: 'anas-crecca' }) }]);
  await mkdir(join(data, 'again'), { recursive: true });
  await writeFile(join(data, 'again', 'torn.json'), '{');
  const told: string[] = [];
  const log = {
    info: () => undefined,
    warn: (_: object, message: string) => void told.push(message),
    error: () => undefined,
  };
  const rounds = takingIn(data, store, log as never);
  onTestFinished(() => rounds.stop());
  rounds.start();
  await eventually(() => expect([...store.room.marked('cited')]).toEqual(['v7']));
  await eventually(async () => expect(await readdir(join(data, 'cited'))).toEqual([]));
  await eventually(() => expect(store.visit('v7')?.again).toMatchObject([{ track: 't7', at: T }]));
  await eventually(async () => expect(await readdir(join(data, 'again'))).toEqual(['torn.json.wrong']));
  expect(told).toEqual([expect.stringContaining('put aside')]);
});
