import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Turnover } from '../../src/box/models/turnover.ts';
import { TaughtHeads } from '../../src/box/taught-heads.ts';
import { makeTaughtCommand } from '../../src/commands/models-make-taught.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import { lessonsFile } from '../../src/know/lessons/database.ts';
import { fitHeads } from '../../src/know/lessons/heads.ts';
import { Lessons } from '../../src/know/lessons/lessons.ts';
import { stage } from '../../src/know/models/bundle/stage.ts';
import { checkTaught } from '../../src/know/models/bundle/taught.ts';
import { featuresId } from '../../src/know/models/feature-sources.ts';
import type { Installed, InstalledClassifier } from '../../src/know/models/installed.ts';
import { NO_PRIOR } from '../../src/know/taxonomy/checklist.ts';
import type { Taught } from '../../src/see/classify/taught.ts';
import { verdictOn } from '../../src/see/classify/verdict.ts';
import { aLesson, MODEL } from '../know/lessons/values.ts';
import { KEEPER, NOW } from '../know/models/bundle/make.ts';
import { BIRDS, look } from '../see/classify/models.ts';

const TAXA = ['anas-acuta', 'ardea-alba', 'ciconia-boyciana', 'corvus-corax', 'grus-grus', 'pica-pica'];
const towards = (taxon: string) => TAXA.map((one) => (one === taxon ? 1 : 0.01));
const site = siteSchema.parse({
  site: { name: 'East', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 },
});
const CATALOG: Installed = { detector: {} as never, classifiers: [], absent: [] };
const MANIFEST = {
  ...{ name: 'eyes', input: { size: 8 }, outputs: [], views: [0] },
  embedding: { tensor: 'pool', shape: [1, TAXA.length] },
} as unknown as InstalledClassifier['manifest'];
const FEATURES = featuresId(MANIFEST, MODEL);
const giving = (...ids: string[]) =>
  ({ classifiers: ids.map((id) => ({ manifest: MANIFEST, spec: { id, embedding: {} } })) }) as unknown as Installed;

const lesson = (hash: string, taxon: string) =>
  aLesson(hash, taxon, [], { features: new Map([[FEATURES, Float32Array.from(towards(taxon))]]) });

/** Teaches box A some pictures of each taxon. @returns the bundle of it */
async function taughtOnA(number: string, taxa: readonly string[]): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'roost-box-a-'));
  const lessons = new Lessons(lessonsFile(data));
  lessons.put(taxa.flatMap((taxon, i) => [0, 1].map((n) => lesson(`${i}${n}`, taxon))));
  fitHeads(lessons);
  lessons.close();
  const key = join(data, 'keeper.pem');
  await writeFile(key, KEEPER.secret, { mode: 0o600 });
  const output = join(data, `taught-${number}.tar`);
  await makeTaughtCommand({ data }, { output, number, key: [key], id: 'taught' }, NOW, () => undefined);
  return output;
}

/** Box B, which looks with the model whose features box A learned from. */
async function boxB() {
  const data = await mkdtemp(join(tmpdir(), 'roost-box-b-'));
  const folder = join(data, 'models');
  const troubles = new Map<string, string | undefined>();
  const set = (matter: string, message: string | undefined) => void troubles.set(matter, message);
  const told: (Taught | undefined)[] = [];
  const heads = new TaughtHeads({ troubles: { set }, tell: (all) => void told.push(all) });
  const turnover = new Turnover({
    ...{ config: { site, data, cameras: [] }, now: () => NOW, catalog: async () => CATALOG, troubles: { set } },
    seeing: () => undefined,
    heads: (handed) => heads.setHanded(handed),
    prove: (bundle) => checkTaught(bundle, [FEATURES]),
  });
  const staging = { folder, keys: [KEEPER], now: NOW, mostBytes: 1e7, spare: 1e9 };
  const named = (bird: string, taught: Taught | undefined, taxon: string) => {
    const looks = new Map([[bird, [{ ...look({}), feature: Float32Array.from(towards(taxon)) }]]]);
    const classifiers = [{ ...BIRDS, id: bird }];
    const judges = { detector: 'd@0', classifiers, assumed: [], prior: NO_PRIOR, code: '1' };
    return verdictOn({ kind: 'bird', score: 0.6, looks, crops: [] }, { ...judges, taught: { now: taught } }, 5)!;
  };
  return {
    ...{ turnover, heads, troubles, folder },
    take: (tar: string) => stage(tar, { ...staging, prove: (bundle) => checkTaught(bundle, [FEATURES]) }),
    promote: async (name: string) => turnover.promote((await turnover.staged(name))!, 'by Lin'),
    names: (taxon: string, bird = MODEL) => named(bird, told.at(-1), taxon),
  };
}

let first: string;
let second: string;
beforeAll(async () => {
  first = await taughtOnA('1', TAXA.slice(0, 4));
  second = await taughtOnA('2', TAXA);
});

describe('what box A was taught', () => {
  it('is what box B names by once it is promoted, by its version, and no more once it is rolled back', async () => {
    const b = await boxB();
    await b.turnover.chosen(CATALOG);
    b.heads.setModels(giving(MODEL));
    await b.take(first);
    expect(b.names('anas-acuta').models).toEqual(['d@0', MODEL]);
    await b.promote('taught-1');
    const verdict = b.names('anas-acuta');
    expect(verdict).toMatchObject({ taxon: 'anas-acuta', rank: 'species' });
    expect(verdict.models[2]).toMatch(/^taught-1@[0-9a-f]{8}$/);
    expect(verdict.opinions.at(-1)).toMatchObject({ taught: { pictures: 2, visits: 0 } });
    expect(b.names('pica-pica').rank).not.toBe('species');
    await b.take(second);
    await b.promote('taught-2');
    expect(b.names('pica-pica')).toMatchObject({ taxon: 'pica-pica' });
    await b.turnover.rollBack('taught', 'by Lin');
    expect(b.names('pica-pica').rank).not.toBe('species');
    expect(b.names('anas-acuta').models[2]).toMatch(/^taught-1@/);
    await expect(b.promote('taught-1')).rejects.toThrow('in use already');
  });

  it('is named by again after a start, beside what box B was taught itself', async () => {
    const b = await boxB();
    await b.take(first);
    await b.promote('taught-1');
    await b.turnover.chosen(CATALOG);
    b.heads.setOwn([]);
    b.heads.setModels(giving(MODEL));
    expect(b.names('anas-acuta').taxon).toBe('anas-acuta');
    await rm(join(b.folder, 'staged', 'taught-1', 'taught.json'));
    await b.turnover.chosen(CATALOG);
    expect(b.names('anas-acuta').models).toHaveLength(2);
    expect(b.troubles.get('bundles')).toContain('taught-1 is done without');
  });

  it('goes on where another version of the model gives the same features, also for tracks with looks of the one before', async () => {
    const b = await boxB();
    await b.take(first);
    await b.promote('taught-1');
    b.heads.setModels(giving(MODEL));
    b.heads.setModels(giving('eyes-3@00000000'));
    expect(b.troubles.get('taught heads')).toBeUndefined();
    for (const bird of [MODEL, 'eyes-3@00000000'])
      expect(b.names('anas-acuta', bird)).toMatchObject({ taxon: 'anas-acuta', rank: 'species' });
  });

  it('rests where no model gives the features that it reads, and the box says so', async () => {
    const b = await boxB();
    await b.take(first);
    await b.promote('taught-1');
    b.heads.setModels(giving('other@22222222'));
    expect(b.troubles.get('taught heads')).toMatch(/by taught-1@\w+, as no model in use gives .* eyes@00000000\/\w+$/);
    expect(b.names('anas-acuta').models).toHaveLength(2);
    b.heads.setModels(giving('other@22222222', MODEL));
    expect(b.troubles.get('taught heads')).toBeUndefined();
    expect(b.names('anas-acuta').taxon).toBe('anas-acuta');
  });
});
