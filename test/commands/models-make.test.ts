import { mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { NO_STATE, promoted } from '../../src/box/models/state.ts';
import { writeState } from '../../src/box/models/state-file.ts';
import { withAccess } from '../../src/commands/access.ts';
import { keysCommand } from '../../src/commands/models-keys.ts';
import { makeCommand } from '../../src/commands/models-make.ts';
import { stageCommand, statusCommand } from '../../src/commands/models-stage.ts';
import type { Config } from '../../src/know/config/config.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import { LABELS, NOW } from '../know/models/bundle/make.ts';
import { writePlaneClassifier } from '../onnx.ts';

const { signal } = new AbortController();

/** Runs a command and collects what it says. */
async function said(run: (print: (line: string) => void) => Promise<void>): Promise<string> {
  const lines: string[] = [];
  await run((line) => void lines.push(line));
  return lines.join('\n');
}

async function modelFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-make-'));
  await mkdir(join(folder, 'pictures'));
  await writePlaneClassifier(join(folder, 'planes.onnx'), 8);
  await writeFile(join(folder, 'planes.csv'), ['index,label,taxon', ...LABELS.map((t, i) => `${i},l,${t}`)].join('\n'));
  for (const [i, background] of ['#d03020', '#207040'].entries())
    await sharp({ create: { width: 40 + i, height: 25, channels: 3, background } })
      .png()
      .toFile(join(folder, 'pictures', `${i}.png`));
  const manifest = {
    ...{ name: 'planes', task: 'classify', licence: 'none', kinds: ['bird'], views: [0], gives: 'logits' },
    ...{ labels: 'planes', input: { name: 'images', size: 8, colour: 'rgb' } },
    outputs: [{ name: 'logits', shape: [1, 6] }],
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

it('from a folder to a staged bundle: a key, a bundle, a box that knows the key', async () => {
  const folder = await modelFolder();
  const key = join(folder, 'keeper.pem');
  const yaml = await said((print) => keysCommand(key, 'Lin Yue', print));
  expect((await stat(key)).mode & 0o777).toBe(0o600);
  const publicKey = /key: "(ed25519:[\w-]{43})"/.exec(yaml)?.[1];
  // Of a key that is there, the same is told again.
  expect(await said((print) => keysCommand(key, 'Lin Yue', print))).toContain(publicKey);

  const output = join(folder, 'planes-7.tar');
  const options = { output, number: '7', key: [key], expires: '2027-06-30', note: 'a trial' };
  const out = await said((print) => makeCommand(folder, options, NOW, signal, { print, complain: print }));
  expect(out).toMatch(/planes-7, a classifier, .* signed by [0-9a-f]{16}\n2 golden pictures/);

  const data = await mkdtemp(join(tmpdir(), 'roost-data-'));
  const site = siteSchema.parse({
    site: { name: 'East', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 },
    models: { keys: [{ name: 'Lin Yue', key: publicKey }] },
    retention: { freeGigabytes: 0.05 },
  });
  const config = { site, data, cameras: [] } as unknown as Config;
  expect(await said((print) => stageCommand(config, output, NOW, signal, print))).toMatch(
    /planes-7.*signed by Lin Yue/,
  );
  expect(await said((print) => statusCommand(config, print))).toMatch(
    /planes-7\tclassifier.*expires 2027-07-01.*a trial/,
  );
  const why = { at: NOW, why: 'by Lin' };
  await writeState(join(data, 'models'), promoted(NO_STATE, { id: 'planes', version: 7 }, why));
  expect(await said((print) => statusCommand(config, print))).toContain(
    'planes: 7 in use; before it what the catalog has',
  );
  const golden = await readFile(join(data, 'models', 'staged', 'planes-7', 'golden', '01.json'), 'utf8');
  // Red, green and blue of the first picture.
  const [red, green, blue] = JSON.parse(golden) as [number, number, number];
  for (const [value, want] of [
    [red, 0xd0],
    [green, 0x30],
    [blue, 0x20],
  ] as const)
    expect(Math.abs(value - want)).toBeLessThan(6);
  const entries = await withAccess(config, ({ audit }) => audit.list(99, 9));
  expect(entries).toMatchObject([{ what: 'roost models stage', outcome: 'done' }]);
});

it('says what a folder lacks', async () => {
  const folder = await modelFolder();
  const key = join(folder, 'keeper.pem');
  await said((print) => keysCommand(key, 'k', print));
  const make = (more: object = {}) =>
    said((print) =>
      makeCommand(folder, { output: join(folder, 'x.tar'), number: '1', key: [key], ...more }, NOW, signal, {
        print,
        complain: print,
      }),
    );
  await expect(make({ number: '1.5' })).rejects.toThrow(/version/);
  await expect(make({ expires: 'soon' })).rejects.toThrow(/is no day/);
  await expect(make({ key: [join(folder, 'none.pem')] })).rejects.toThrow(/none\.pem/);
  await expect(make({ key: [join(folder, 'manifest.json')] })).rejects.toThrow(/others can read it/);
  await writeFile(join(folder, 'pictures', '9.jpg'), 'no picture');
  await expect(make()).rejects.toThrow(/9\.jpg/);
  await writeFile(join(folder, 'second.onnx'), 'x');
  await expect(make()).rejects.toThrow(/2 ONNX files/);
  await expect(keysCommand(join(folder, 'manifest.json'), 'k', () => {})).rejects.toThrow(/others can read it/);
});
