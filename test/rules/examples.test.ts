import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../src/base/package.ts';
import { checklistOf, checklistSchema } from '../../src/know/config/checklist.ts';
import { readYaml } from '../../src/know/config/read.ts';
import { cameraSchema, siteSchema } from '../../src/know/config/schema.ts';
import { DEFAULT_WEIGHTS } from '../../src/know/taxonomy/checklist.ts';
import { textOf } from './files.ts';

const BOX = join(ROOT, 'roost.example.yaml');
const CHECKLIST = join(ROOT, 'site.example.yaml');
const CAMERA = join(ROOT, 'cameras', 'example.yaml.txt');

describe('example files', () => {
  it('are accepted', () => {
    expect(readYaml(BOX, siteSchema).site.name).toBe('East island');
    expect(readYaml(CAMERA, cameraSchema).id).toBe('east-mudflat');
    expect(checklistOf(readYaml(CHECKLIST, checklistSchema)).id).toMatch(/^east-island@/);
  });

  it('show every key', () => {
    expect(Object.keys(readYaml(BOX, siteSchema)).sort()).toEqual(Object.keys(siteSchema.shape).sort());
    expect(Object.keys(readYaml(CAMERA, cameraSchema)).sort()).toEqual(Object.keys(cameraSchema.shape).sort());
    expect(Object.keys(readYaml(CHECKLIST, checklistSchema)).sort()).toEqual(Object.keys(checklistSchema.shape).sort());
  });

  it('show the defaults of a box as they are', () => {
    const { site, ...shown } = readYaml(BOX, siteSchema);
    const { site: _site, ...defaults } = siteSchema.parse({ site });
    expect(shown).toEqual(defaults);
  });

  it('show the weights of a checklist as they are', () => {
    expect(readYaml(CHECKLIST, checklistSchema).weights).toEqual(DEFAULT_WEIGHTS);
  });
});

describe('secrets.example.env', () => {
  it('shows every secret that is read, and sets none', () => {
    const names = (text: string) => new Set(text.match(/ROOST_[A-Z_]+[A-Z]/g));
    const shown = textOf('secrets.example.env');
    expect(shown).not.toMatch(/^[^#\n]/m);
    for (const name of names(textOf('src/know/config/secrets.ts'))) expect(shown).toContain(name);
  });
});
