import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { withBundles } from '../../../src/box/models/in-use.ts';
import { readState } from '../../../src/box/models/state-file.ts';
import { type Changeable, Turnover } from '../../../src/box/models/turnover.ts';
import { siteSchema } from '../../../src/know/config/schema.ts';
import { stage } from '../../../src/know/models/bundle/stage.ts';
import type { Installed } from '../../../src/know/models/installed.ts';
import { KEEPER, makeBundle, NOW } from '../../know/models/bundle/make.ts';
import { eventually } from '../../patience.ts';

const site = siteSchema.parse({
  site: { name: 'East', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 },
});
const CATALOG: Installed = { detector: {} as never, classifiers: [], absent: [] };

let data: string;
let folder: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'roost-turn-'));
  folder = join(data, 'models');
  for (const version of [1, 2]) {
    const made = await makeBundle({ says: { version } });
    const staging = { folder, keys: [KEEPER], now: NOW, mostBytes: 1e7, spare: 1e9, prove: async () => undefined };
    await stage(made, staging);
  }
});

/** Changes of models over something that looks, which writes down what happens to it. */
function turnoverOf(looks: Partial<Changeable> = {}) {
  const events: string[] = [];
  const troubles = new Map<string, string | undefined>();
  const turnover = new Turnover({
    ...{ config: { site, data, cameras: [] }, now: () => NOW, catalog: async () => CATALOG },
    prove: async () => undefined,
    troubles: { set: (matter, message) => troubles.set(matter, message) },
    heads: () => undefined,
    seeing: () => ({
      ready: async ({ classifiers }) => {
        const names = classifiers.map(({ spec }) => spec.id.split('@')[0]).join(' ') || 'none';
        events.push(`loads ${names}`);
        return {
          use: async () =>
            void events.push(`uses ${names}, ${(await readState(folder)).lines.planes?.present} written`),
          discard: async () => void events.push(`drops ${names}`),
        };
      },
      ...looks,
    }),
  });
  return {
    turnover,
    events,
    troubles,
    promote: async (name: string) => turnover.promote((await turnover.staged(name))!, 'by Lin'),
  };
}

describe('changes of models', () => {
  it('load, then write down, then use; and back', async () => {
    const { turnover, events, promote } = turnoverOf();
    await promote('planes-1');
    await promote('planes-2');
    await turnover.rollBack('planes', 'by Lin');
    expect(events).toEqual([
      ...['loads planes-1', 'uses planes-1, 1 written', 'loads planes-2', 'uses planes-2, 2 written'],
      ...['loads planes-1', 'uses planes-1, 1 written'],
    ]);
    await expect(turnover.rollBack('planes', 'by Lin')).rejects.toThrow('was in use before');
    await expect(promote('planes-1')).rejects.toThrow('is in use already');
  });

  it('change nothing where the new models do not run, or nothing looks', async () => {
    const { promote } = turnoverOf({ ready: () => Promise.reject(new Error('no memory')) });
    await expect(promote('planes-1')).rejects.toThrow('no memory');
    expect(await readState(folder)).toEqual({ format: 1, lines: {} });
  });

  it('give up what was loaded where it cannot be written down', async () => {
    const events: string[] = [];
    const { promote } = turnoverOf({
      ready: async () => {
        await mkdir(join(folder, 'state.json'));
        return { use: async () => void events.push('uses'), discard: async () => void events.push('drops') };
      },
    });
    await expect(promote('planes-1')).rejects.toThrow('EISDIR');
    expect(events).toEqual(['drops']);
    expect((await readdir(folder)).filter((name) => name.startsWith('state.json'))).toEqual(['state.json']);
  });

  it('start with what was in use before where a bundle was damaged, and say so', async () => {
    const { turnover, promote, troubles } = turnoverOf();
    await promote('planes-1');
    await promote('planes-2');
    await writeFile(join(folder, 'staged', 'planes-2', 'planes.onnx'), 'rust');
    const { classifiers } = await turnover.chosen(CATALOG);
    expect(classifiers.map(({ spec }) => spec.id)).toEqual([expect.stringMatching(/^planes-1@/)]);
    expect(troubles.get('bundles')).toContain('planes-2 is done without');
  });

  it('say what is wrong with a state file that people wrote', async () => {
    await writeFile(join(folder, 'state.json'), '{"format":1,"lines":{"planes":{"present":-1,"steps":[]}}}');
    const { turnover, troubles } = turnoverOf();
    await expect(turnover.state()).rejects.toThrow(/state\.json.*Move it aside/s);
    // No camera loses its eyes by it.
    expect(await turnover.chosen(CATALOG)).toBe(CATALOG);
    expect(troubles.get('bundles')).toContain('state.json');
  });

  it('leave the one before or the one after, each whole, wherever they are cut off', async () => {
    const seen = new Set<number>();
    await turnoverOf().promote('planes-1');
    for (const wait of [0, 4, 11, 23]) {
      const child = spawn(process.execPath, [
        ...['--import', 'tsx', fileURLToPath(new URL('./cut-off.ts', import.meta.url)), data],
      ]);
      await once(child.stdout, 'data');
      const before = await readFile(join(folder, 'state.json'), 'utf8');
      await eventually(async () => expect(await readFile(join(folder, 'state.json'), 'utf8')).not.toBe(before));
      await sleep(wait);
      child.kill('SIGKILL');
      await once(child, 'close');
      const state = await readState(folder);
      const { present } = state.lines.planes!;
      seen.add(present);
      const { models, lacking } = await withBundles(CATALOG, state, folder);
      expect(lacking).toEqual([]);
      expect(models.classifiers.map(({ spec }) => spec.id.split('@')[0])).toEqual([`planes-${present}`]);
    }
    for (const present of seen) expect([1, 2]).toContain(present);
  });
});
