import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../../../src/base/package.ts';
import { pull } from '../../../src/commands/models.ts';
import { installed } from '../../../src/know/models/installed.ts';
import { LocalClassifier, LocalDetector } from '../../../src/see/inference/local.ts';
import { namingModel, namingOf } from '../../../src/see/watch/naming.ts';
import { type EvalTools, evaluatePicture, knows } from '../../../src/try/eval/run.ts';
import { shared, weights } from '../../shared.ts';

const MIRROR = weights();
const MEDIA = ['coral_owl', 'coral_parrot', 'sn_blank', 'sn_blank2', 'sn_african_elephants', 'sn_domestic_cattle'];
const ready = MIRROR && MEDIA.every((name) => shared(`media/${name}.jpg`));
/** Everything that a picture shows. */
const WHOLE = { x: 0, y: 0, w: 1, h: 1 };

describe.skipIf(!ready)('a picture with real weights', () => {
  let folder: string;
  let tools: EvalTools;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roost-eval-run-'));
    await pull({ folder, signal: new AbortController().signal, mirror: MIRROR! });
    const { detector, classifiers } = await installed(folder);
    const models = classifiers.map(namingModel);
    const facts = { assumed: detector.manifest.assumed, timeZone: 'UTC', code: VERSION };
    tools = {
      detector: await LocalDetector.open(detector.spec),
      classifier: await LocalClassifier.open(classifiers.map(({ spec }) => spec)),
      naming: namingOf(detector.spec.id, { classifiers: models, ...facts }),
      month: 5,
      models,
      find: false,
      thumbnails: true,
    };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const show = (name: string, taxon?: string, more: object = {}) => {
    const file = `${name}.jpg`;
    const item = {
      path: shared(`media/${file}`)!,
      file,
      source: 'picture' as const,
      ...(taxon ? { taxon } : {}),
      ...more,
    };
    return evaluatePicture(item, tools);
  };

  it('of a bird is taken for a bird, with what it can teach', async () => {
    for (const [name, taxon] of [
      ['coral_owl', 'athene-cunicularia'],
      ['coral_parrot', 'ara'],
    ] as const) {
      const { picture, samples } = await show(name, taxon);
      expect(picture).toMatchObject({ file: `${name}.jpg`, truth: taxon });
      expect(picture.result).not.toBe('missed');
      expect(picture.verdict?.opinions.length).toBeGreaterThan(0);
      expect(picture.milliseconds).toBeGreaterThan(0);
      // JPEG in base64.
      expect(picture.thumbnail).toMatch(/^\/9j\//);
      expect(
        [...samples.values()].every(({ truth, lacks, looks }) => truth === taxon && !lacks && looks.length > 0),
      ).toBe(true);
      expect(samples.size).toBeGreaterThan(0);
    }
  });

  it('of mammals is never called a bird', async () => {
    for (const [name, taxon] of [
      ['sn_african_elephants', 'loxodonta-africana'],
      ['sn_domestic_cattle', 'bos-taurus'],
    ] as const) {
      const { picture } = await show(name, taxon);
      expect(['species-right', 'rolled-up-right', 'unidentified'], name).toContain(picture.result);
    }
  });

  it('without an animal is blank, and teaches nothing', async () => {
    for (const name of ['sn_blank', 'sn_blank2']) {
      const { picture, samples } = await show(name);
      expect(picture).toMatchObject({ result: 'blank', known: false });
      expect(samples.size).toBe(0);
    }
  });

  it('asks no detector where the set says what is where, unless it is to find it', async () => {
    const detector = { model: 'none@0', detect: () => Promise.resolve([]) };
    const item = { path: shared('media/coral_owl.jpg')!, file: 'owl.jpg', source: 'picture' as const, box: WHOLE };
    const owl = { ...item, taxon: 'athene-cunicularia' };
    expect((await evaluatePicture(owl, { ...tools, detector })).picture.result).not.toBe('missed');
    expect((await evaluatePicture(owl, { ...tools, detector, find: true })).picture.result).toBe('missed');
  });

  it('of a species that the taxonomy lacks is known to no model', async () => {
    const { picture, samples } = await show('coral_owl', 'strigidae', { lacks: 'Strix ficta' });
    expect(picture.known).toBe(false);
    expect([...samples.values()].every(({ lacks }) => lacks)).toBe(true);
  });

  it('that cannot be read is an error with its name', async () => {
    await cp(new URL(import.meta.url), join(folder, 'text.jpg'));
    const item = { path: join(folder, 'text.jpg'), file: 'set/text.jpg', source: 'picture' as const };
    await expect(evaluatePicture(item, tools)).rejects.toThrow(/read .*text\.jpg: the file contains unsupported/);
  });

  it('is of a known species where a model for its kind has the label', () => {
    expect(knows(tools.models, 'anas-platyrhynchos', 'bird')).toBe(true);
    expect(knows(tools.models, 'anas-platyrhynchos', undefined)).toBe(false);
    expect(knows(tools.models, 'anas', 'bird')).toBe(false);
    expect(knows(tools.models, 'strix-aluco', 'bird')).toBe(false);
  });
});
