import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedCamera, fileOfCamera } from '../../../src/know/config/camera-files.ts';
import { cameraFile } from '../../../src/know/config/example.ts';
import { replaceKept } from '../../../src/know/config/replace-kept.ts';

const TEXT = `# the mast by the sluice
id: east # never change it
name: East
url: rtsp://10.0.0.2/ # behind the switch

# what moves without being anything
masks:
  - name: clock # top left
    polygon: [[0, 0], [0.3, 0], [0.3, 0.06]]
deployment: { start: 2026-05-01, latitude: 31.5, longitude: 121.9 }
`;
const square = [
  [0, 0],
  [0.5, 0],
  [0.5, 0.5],
];

describe('changedCamera', () => {
  it('keeps comments, and all that is not named', () => {
    const zones = [{ name: 'flat', polygon: square }];
    const { text, camera } = changedCamera(TEXT, 'east.yaml', { name: 'East #2: "mast"', zones, place: 'Sluice' });
    for (const comment of TEXT.match(/#.*/g)!) expect(text).toContain(comment);
    expect(text).toContain('polygon: [[0, 0], [0.5, 0], [0.5, 0.5]]');
    expect(camera).toMatchObject({ id: 'east', name: 'East #2: "mast"', zones, place: 'Sluice' });
    expect(camera.masks).toHaveLength(1);
  });

  it('takes a key out, and changes one within another', () => {
    const deployment = { latitude: 30, start: undefined };
    const { camera } = changedCamera(TEXT, 'east.yaml', { masks: undefined, deployment });
    expect(camera.masks).toEqual([]);
    expect(camera.deployment).toEqual({ latitude: 30, longitude: 121.9 });
  });

  it('refuses what the file may not say, and says where', () => {
    const wrong = { masks: [{ name: 'line', polygon: square.slice(1) }] };
    expect(() => changedCamera(TEXT, 'east.yaml', wrong)).toThrow(/masks\.0\.polygon in east\.yaml:\d+: needs three/);
    expect(() => changedCamera('- 1', 'east.yaml', {})).toThrow('no camera file');
  });

  it('reads back whatever polygons and names were written, in the example too', () => {
    const corner = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));
    const name = fc
      .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
      .filter((text) => /^[\p{L}\p{N}\p{P}]+$/u.test(text));
    const masks = fc.array(fc.record({ name, polygon: fc.array(corner, { minLength: 3, maxLength: 6 }) }), {
      maxLength: 4,
    });
    const example = cameraFile({ id: 'e', name: 'E', url: 'rtsp://10.0.0.2/' });
    fc.assert(
      fc.property(masks, masks, (first, then) => {
        const once = changedCamera(example, 'e.yaml', { masks: first, zones: then }).text;
        const { camera } = changedCamera(once, 'e.yaml', { masks: then });
        expect(camera.masks).toEqual(plain(then));
        expect(camera.zones).toEqual(plain(then));
      }),
      { numRuns: 30 },
    );
  });
});

/** Without -0, which JSON does not tell from 0. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

describe('replaceKept', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'roost-files-')), 'cameras');
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  it('keeps the one before, ten of them, and leaves nothing half', async () => {
    const file = join(folder, 'east.yaml');
    expect(await replaceKept(file, TEXT, 0)).toBeUndefined();
    for (let n = 1; n <= 12; n++) await replaceKept(file, TEXT.replace('East', `East ${n}`), n * 1000);
    expect(readFileSync(file, 'utf8')).toContain('East 12');
    const asides = readdirSync(folder)
      .filter((name) => name !== 'east.yaml')
      .sort();
    expect(asides).toHaveLength(10);
    expect(readFileSync(join(folder, asides.at(-1)!), 'utf8')).toContain('East 11');
    expect(fileOfCamera(folder, 'east')).toBe(file);
    const aside = await replaceKept(file, undefined, 99_000);
    expect(readFileSync(join(folder, aside!), 'utf8')).toContain('East 12');
    expect(fileOfCamera(folder, 'east')).toBeUndefined();
  });

  it('finds a camera by its id, whatever its file is called', async () => {
    await replaceKept(join(folder, 'mast.yml'), TEXT, 0);
    expect(fileOfCamera(folder, 'east')).toBe(join(folder, 'mast.yml'));
    expect(statSync(join(folder, 'mast.yml')).mode & 0o777).toBe(0o644);
    expect(fileOfCamera(join(folder, 'none'), 'east')).toBeUndefined();
    writeFileSync(join(folder, 'bad.yaml'), 'id: [');
    expect(() => fileOfCamera(folder, 'east')).toThrow('bad.yaml');
  });
});
