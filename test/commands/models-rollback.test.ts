import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { handedModels } from '../../src/box/models/handed.ts';
import { turnoverDeps } from '../../src/box/models/turning.ts';
import { Turnover } from '../../src/box/models/turnover.ts';
import { pushCommand } from '../../src/commands/models-push.ts';
import { rollbackBoxesCommand } from '../../src/commands/models-rollback.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import { packBundle } from '../../src/know/models/bundle/write.ts';
import { tokenFor } from '../box/models/taking.ts';
import { KEEPER, makeBundle, NOW } from '../know/models/bundle/make.ts';
import { FakeBox, type Running, startFake } from '../tell/server/fake.ts';

const running: Running[] = [];
afterEach(async () => {
  for (const box of running.splice(0)) await box.stop();
});

/** A box that really takes bundles and changes its models, with nothing that looks. @param refuses true where models do not start */
async function turning(refuses = false): Promise<{ address: string; token: string }> {
  const data = await mkdtemp(join(tmpdir(), 'roost-turning-'));
  const box = new FakeBox();
  const site = siteSchema.parse({
    site: { name: 'East', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 },
    models: { keys: [{ name: KEEPER.name, key: KEEPER.key }] },
    retention: { freeGigabytes: 0.05 },
  });
  const config = { site, data, cameras: [] };
  const ready = async () => {
    if (refuses) throw new Error('they do not start');
    return { use: async () => undefined, discard: async () => undefined };
  };
  const turnover = new Turnover({
    ...{ config, now: () => NOW, prove: async () => undefined, troubles: { set: () => undefined } },
    catalog: async () => ({ detector: {} as never, classifiers: [], absent: [] }),
    seeing: () => ({ ready }),
    heads: () => undefined,
  });
  box.bundles = handedModels(
    config,
    () => [],
    () => NOW,
  );
  box.turnover = turnoverDeps(turnover);
  const started = await startFake({}, box);
  running.push(started);
  return { address: started.address, token: await tokenFor(started, 'keeper') };
}

async function commands(boxes: Readonly<Record<string, { address: string; token: string }>>) {
  const folder = await mkdtemp(join(tmpdir(), 'roost-commands-'));
  const tokenFile = join(folder, 'tokens');
  const tokens = Object.entries(boxes).map(([name, { token }]) => `${name} ${token}\n`);
  await writeFile(tokenFile, tokens.join(''), { mode: 0o600 });
  const typed = Object.entries(boxes).map(([name, { address }]) => `${name}=${address}`);
  const { signal } = new AbortController();
  const options = { wave: '4', patience: '0.0001', tokenFile };
  const said = async (run: (print: (line: string) => void) => Promise<number>) => {
    const lines: string[] = [];
    const code = await run((line) => void lines.push(line.replaceAll(/ +/g, ' ')));
    return { code, lines };
  };
  return {
    push: async (version: number) => {
      const tar = join(folder, `planes-${version}.tar`);
      await packBundle(await makeBundle({ says: { version } }), tar);
      const out = (print: (line: string) => void) => ({ print, complain: () => {} });
      return said((print) => pushCommand(tar, typed, { ...options, promote: true }, {}, signal, out(print), 10));
    },
    back: (more: object = {}) =>
      said((print) => rollbackBoxesCommand(typed, { ...options, ...more }, {}, signal, { print })),
  };
}

it('boxes put a bundle into use one after the canary, and all go back', async () => {
  const { push, back } = await commands({ a: await turning(), b: await turning() });
  expect(await back()).toEqual({
    code: 1,
    lines: ['a refused no version of any model was in use before', 'b untried as a was not done'],
  });
  expect(await push(1)).toEqual({ code: 0, lines: ['a done planes-1 in use', 'b done planes-1 in use'] });
  expect((await push(1)).code).toBe(0);
  expect(await push(2)).toMatchObject({ lines: ['a done planes-2 in use', 'b done planes-2 in use'] });
  expect(await back()).toEqual({ code: 0, lines: ['a done planes-1 in use', 'b done planes-1 in use'] });
  expect((await back({ model: 'other' })).lines[0]).toBe('a refused no version of other was in use before');
});

it('no other box puts a bundle into use that the canary takes and cannot run', async () => {
  const { push } = await commands({ a: await turning(true), b: await turning() });
  const { code, lines } = await push(1);
  expect([code, lines[1]]).toEqual([1, 'b untried as a was not done']);
});
