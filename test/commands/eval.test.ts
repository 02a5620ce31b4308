import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EvalCommand, evaluate } from '../../src/commands/eval.ts';
import { Box } from '../e2e/box.ts';
import { shared, weights } from '../shared.ts';

const MIRROR = weights();
const OWL = shared('media/coral_owl.jpg');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-eval-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (file: string) => join(folder, file);

async function put(file: string, content: string | Uint8Array): Promise<string> {
  await mkdir(dirname(at(file)), { recursive: true });
  await writeFile(at(file), content);
  return at(file);
}

function picture(width: number, height: number): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return sharp({ create: { width, height, channels: 3, noise, background: '#888' } })
    .jpeg()
    .toBuffer();
}

/** Runs the command as a person does. */
async function run(set: string, ...options: string[]) {
  const from = MIRROR ? ['--mirror', MIRROR] : [];
  const command = Box.run(['eval', set, '--models', at('models'), ...from, ...options]);
  const code = await command.ended();
  return { code, printed: command.printed };
}

/** Runs the command on what it must refuse: in words, without a stack, and with a code that scripts see. */
async function refused(set: string, ...options: string[]): Promise<string> {
  const { code, printed } = await run(set, ...options);
  expect(code).toBe(1);
  expect(printed).not.toMatch(/^\s+at /m);
  return printed;
}

/** The same in this process, for what is refused before any model is asked for. */
const early = (set: string, options: Partial<EvalCommand> = {}) =>
  evaluate(set, { models: at('models'), ...options }, new AbortController().signal, {
    print: () => {},
    complain: () => {},
  });

describe('roost eval refuses', () => {
  it('what is no set, before it fetches anything', async () => {
    expect(await refused(at('gone'))).toMatch(/read set .*gone: ENOENT.*Name a folder, a CSV or a clip/);
    await mkdir(at('empty'));
    await expect(early(at('empty'))).rejects.toThrow(
      /read set .*empty: there are no pictures.*Name folders or files by taxon/,
    );
    await put('a.jpg', await picture(64, 48));
    const wrong = await put('wrong.csv', 'picture,taxon\na.jpg,Mallard\n');
    await expect(early(wrong)).rejects.toThrow(/read set .*wrong\.csv: has no column file\. Its first line must be/);
    expect(await readdir(folder)).not.toContain('models');
  });

  it('a set whose every line is wrong, with why', async () => {
    await put('a.jpg', await picture(64, 48));
    const refusedFor = async (line: string, why: RegExp) => {
      await expect(early(await put('set.csv', `file,taxon,box,count\na.jpg,${line}\n`))).rejects.toThrow(why);
    };
    await refusedFor('Malard,,', /nothing in it is understood \(a\.jpg: "Malard".*did you mean anas-platyrhynchos/);
    await refusedFor('Mallard,0.9 0.9 0.4 0.4,', /its box reaches beyond the picture/);
    await refusedFor('Mallard,0 0 80 48,', /its box reaches beyond the picture/);
    await refusedFor('Mallard,1.9 1.9 0.4 0.4,', /box "1\.9 1\.9 0\.4 0\.4" is not four numbers/);
    await refusedFor('Mallard,,-2', /count "-2" is no whole number/);
  });

  it('a place for the report that is none, a month that is none', async () => {
    const set = await put('mallard.jpg', await picture(64, 48));
    await expect(early(set, { json: at('no/such.json') })).rejects.toThrow(
      /write .*such\.json: .*Make the folder first/,
    );
    await expect(early(set, { page: folder })).rejects.toThrow(/write .*: it is a folder\. Name a file in it/);
    await expect(early(set, { month: '13' })).rejects.toThrow(/read month 13: is no month from 1 to 12/);
    expect(await readdir(folder)).toEqual(['mallard.jpg']);
  });
});

describe.skipIf(!MIRROR || !OWL)('roost eval with weights', () => {
  it('refuses pictures that cannot be read, and writes nothing', async () => {
    const owl = await readFile(OWL!);
    await put('set/mallard-1.jpg', 'no picture');
    await put('set/mallard-2.jpg', owl.subarray(0, owl.length / 2));
    await put(
      'set/mallard-3.png',
      await sharp(await picture(1, 1))
        .png()
        .toBuffer(),
    );
    const printed = await refused(at('set'), '--json', at('report.json'), '--page', at('report.html'));
    expect(printed).toMatch(/^ +mallard-1\.jpg: .*unsupported/m);
    expect(printed).toMatch(/^ +mallard-2\.jpg: .*premature end/m);
    expect(printed).toMatch(/^ +mallard-3\.png: it is 1x1 pixels/m);
    expect(printed).toMatch(/evaluate .*set: nothing in it could be read/);
    expect((await readdir(folder)).sort()).toEqual(['models', 'set']);
  });

  it('refuses to fit a classifier that is not here, and to fit one to three pictures', async () => {
    for (const name of ['1', '2', '3']) await put(`set/mallard/${name}.jpg`, await readFile(OWL!));
    expect(await refused(at('set'), '--fit', 'eagle-eye')).toMatch(/fit eagle-eye: no such classifier.*Installed: /);
    const printed = await refused(at('set'), '--fit', 'mobilenet-v2-inat-bird');
    expect(printed).toMatch(
      /fit mobilenet-v2-inat-bird@\w{8}: 3 pictures of species that it knows, where 30 are needed/,
    );
    expect(printed).not.toContain('"calibration"');
  });

  it('names what it can, tells what it left out, and writes the report whole', async () => {
    await put('set/Athene cunicularia/1.jpg', await readFile(OWL!));
    await put('set/blank/1.jpg', await picture(320, 240));
    await put('set/blank/torn.jpg', 'no picture');
    await put('set/unicorn/1.jpg', await picture(64, 48));
    const { code, printed } = await run(at('set'), '--json', at('report.json'), '--page', at('report.html'));
    expect(code).toBe(2);
    expect(printed).toMatch(/Left out.*: 2 of 4 files/);
    expect(printed).toMatch(/^all animals: 1; .*1 species right/m);
    expect(printed).toContain('blanks: 1, of which 0 were taken for an animal');
    const report = JSON.parse(await readFile(at('report.json'), 'utf8'));
    expect(report.leftOut.map(({ file }: { file: string }) => file)).toEqual(['unicorn/1.jpg', 'blank/torn.jpg']);
    expect(report.pictures).toHaveLength(2);
    const page = await readFile(at('report.html'), 'utf8');
    expect(page.match(/<img [^>]*src="data:image\/jpeg;base64,/g)).toHaveLength(2);
    expect((await readdir(folder)).sort()).toEqual(['models', 'report.html', 'report.json', 'set']);
  });
});
