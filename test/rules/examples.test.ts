import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/config/read.ts';
import { cameraSchema, siteSchema } from '../../src/config/schema.ts';
import { ROOT } from '../../src/package.ts';

const BOX = join(ROOT, 'roost.example.yaml');
const CAMERA = join(ROOT, 'cameras', 'example.yaml.txt');

describe('example files', () => {
  it('are accepted', () => {
    expect(readYaml(BOX, siteSchema).site.name).toBe('East island');
    expect(readYaml(CAMERA, cameraSchema).id).toBe('east-mudflat');
  });

  it('show every key', () => {
    expect(Object.keys(readYaml(BOX, siteSchema)).sort()).toEqual(Object.keys(siteSchema.shape).sort());
    expect(Object.keys(readYaml(CAMERA, cameraSchema)).sort()).toEqual(Object.keys(cameraSchema.shape).sort());
  });

  it('show the defaults of a box as they are', () => {
    const { site, ...shown } = readYaml(BOX, siteSchema);
    const { site: _site, ...defaults } = siteSchema.parse({ site });
    expect(shown).toEqual(defaults);
  });
});
