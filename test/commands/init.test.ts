import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Asking } from '../../src/commands/asking.ts';
import { type InitTools, init } from '../../src/commands/init.ts';
import { readConfig } from '../../src/know/config/config.ts';
import { boxFile, cameraFile } from '../../src/know/config/example.ts';
import { parseYaml } from '../../src/know/config/read.ts';
import { cameraSchema, siteSchema } from '../../src/know/config/schema.ts';
import { textOf } from '../rules/files.ts';

const WHOLE = {
  ...{ name: 'East: #1 "isle"', position: '-31.5, 121.9', zone: 'Asia/Shanghai', region: 'china' },
  ...{ camera: 'rtsp://10.0.0.2/s1', cameraId: 'east-1', cameraName: '东滩' },
};

let folder: string;
let told: string[];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'roost-init-')), 'box');
  told = [];
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));
const print = (line: string) => void told.push(line);
/** Surroundings in which a camera does not answer. */
const alone = (
  asking?: Asking,
  addCamera: InitTools['addCamera'] = () => Promise.reject(new Error('nobody is there')),
): InitTools => ({ ask: asking && ((use) => use(asking)), addCamera, print });
const read = () => readConfig(join(folder, 'roost.yaml'), {});

/** A person who gives these answers one after the other. */
function person(...answers: string[]) {
  const asked: string[] = [];
  const asking = {
    ask: (question, otherwise) => {
      asked.push(question);
      return Promise.resolve(answers.shift() || otherwise || '');
    },
    tell: (line) => void asked.push(line),
  } satisfies Asking;
  return { asked, asking };
}

describe('roost init', () => {
  it('writes a box that can be read, from options alone', async () => {
    await init(folder, WHOLE, alone());
    const { site, cameras, checklist } = read();
    expect(site).toEqual(
      siteSchema.parse({ site: { name: WHOLE.name, latitude: -31.5, longitude: 121.9, timeZone: 'Asia/Shanghai' } }),
    );
    expect(cameras).toEqual([cameraSchema.parse({ id: 'east-1', name: '东滩', url: 'rtsp://10.0.0.2/s1' })]);
    expect(checklist.id).toMatch(/^site@/);
    expect(statSync(join(folder, 'secrets.env')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'cameras/east-1.yaml'), 'utf8')).toContain('ROOST_CAMERA_EAST_1_PASSWORD');
    expect(told.join('\n')).toMatch(
      /Wrote .*roost\.yaml\n[\s\S]*not added: nobody is there[\s\S]*roost check[\s\S]*roost start/,
    );
  });

  it('asks for what no option says, and again where an answer is wrong', async () => {
    const { asked, asking } = person('Isle', '121.9,31.5', '31.5 121.9', 'Shanghai', 'Asia/Shanghai', '', '');
    await init(folder, {}, alone(asking));
    expect(asked.join('\n')).toMatch(/latitude \(-90 to 90\)[\s\S]*is not a known time zone[\s\S]*first camera/);
    expect(read().cameras).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['roost.yaml', 'secrets.env', 'site.yaml']);
  });

  it('has the first camera added as roost camera add does, with what a person says of it', async () => {
    const added: unknown[] = [];
    const { camera: _, cameraId: __, cameraName: ___, ...site } = WHOLE;
    const { asking } = person('http://u:p@10.0.0.2', '10.0.0.3', '', 'West', 'lin');
    const tools = alone(asking, async (config, camera) => added.push([config, camera]) > 0);
    expect(await init(folder, site, tools)).toBe(true);
    const camera = { address: '10.0.0.3', id: 'camera-1', name: 'West', user: 'lin' };
    expect(added).toEqual([[join(folder, 'roost.yaml'), camera]]);
  });

  it('tells where to go on when a host does not answer', async () => {
    expect(await init(folder, { ...WHOLE, camera: '10.0.0.3' }, alone())).toBe(false);
    expect(told.join('\n')).toMatch(/The camera was not added: nobody is there[\s\S]*roost camera add ADDRESS/);
    expect(read().cameras).toEqual([]);
  });

  it('names every mistake and all that is missing where nobody can be asked, and writes nothing', async () => {
    const wrong = init(folder, { zone: 'Mars/Base', position: '31.5', camera: 'a b' }, alone());
    await expect(wrong).rejects.toThrow(/--name <text> is missing; --position .*--zone .*--region .*--camera /);
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });

  it('never writes over what is there', async () => {
    await init(folder, WHOLE, alone());
    const before = readFileSync(join(folder, 'roost.yaml'), 'utf8');
    await expect(init(folder, WHOLE, alone())).rejects.toThrow('roost.yaml and site.yaml are there already');
    rmSync(join(folder, 'roost.yaml'));
    rmSync(join(folder, 'site.yaml'));
    writeFileSync(join(folder, 'cameras/east-1.yaml'), 'mine');
    await expect(init(folder, WHOLE, alone())).rejects.toThrow('cameras/east-1.yaml is there already');
    rmSync(join(folder, 'cameras/east-1.yaml'));
    writeFileSync(join(folder, 'secrets.env'), 'ROOST_CAMERA_USER=kept\n', { mode: 0o600 });
    await init(folder, WHOLE, alone());
    expect(readFileSync(join(folder, 'roost.yaml'), 'utf8')).toBe(before);
    expect(read().secrets.camera('east-1')?.user).toBe('kept');
  });
});

describe('files from the examples', () => {
  it('explain every key that the examples explain', () => {
    const comments = (text: string) => text.match(/# .*/g)!.length;
    const example = textOf('roost.example.yaml');
    const site = { name: 'x', latitude: 1, longitude: 2, timeZone: 'UTC', region: 'china' };
    expect(comments(boxFile(site))).toBe(comments(example));
    const camera = cameraFile({ id: 'a', name: 'b', url: 'rtsp://c/' });
    for (const key of Object.keys(cameraSchema.shape)) expect(camera).toMatch(new RegExp(`^(# )?${key}:`, 'm'));
  });

  it('hold any name that may be given as it was given', () => {
    const may = (name: string) => siteSchema.shape.site.shape.name.safeParse(name).success;
    const allowed = fc.string({ minLength: 1, unit: 'grapheme' }).filter(may);
    fc.assert(
      fc.property(allowed, (name) => {
        const text = boxFile({ name, latitude: 1, longitude: 2, timeZone: 'UTC', region: 'china' });
        expect(parseYaml(text, 'roost.yaml', siteSchema).site.name).toBe(name);
      }),
      { numRuns: 200, examples: [['\u00a0'], ['East\u00a0']] },
    );
  });
});
