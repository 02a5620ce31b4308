import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeTaughtCommand } from '../../../../src/commands/models-make-taught.ts';
import { lessonsFile } from '../../../../src/know/lessons/database.ts';
import { fitHeads } from '../../../../src/know/lessons/heads.ts';
import { Lessons } from '../../../../src/know/lessons/lessons.ts';
import { openBundle } from '../../../../src/know/models/bundle/open.ts';
import { checkTaught } from '../../../../src/know/models/bundle/taught.ts';
import { unpack } from '../../../../src/know/models/bundle/unpack.ts';
import { writeBundle } from '../../../../src/know/models/bundle/write.ts';
import { aLesson, MODEL } from '../../lessons/values.ts';
import { KEEPER, NOW } from './make.ts';

const TAXA = ['ardea-cinerea', 'ardea-alba', 'egretta-garzetta', 'anas-crecca', 'anas-acuta', 'grus-grus'];
let data: string;
let key: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'roost-taught-'));
  key = join(data, 'keeper.pem');
  await writeFile(key, KEEPER.secret, { mode: 0o600 });
});

/** Makes a bundle of what the box was taught, and unpacks it. */
async function taught(number: string): Promise<string> {
  const output = join(data, `taught-${number}.tar`);
  await makeTaughtCommand({ data }, { output, number, key: [key], id: 'taught' }, NOW, () => undefined);
  const folder = join(data, `out-${number}`);
  await unpack(output, folder, 1e7);
  return folder;
}

const refusal = (reason: string) => expect.objectContaining({ reason });

describe('what a box was taught', () => {
  it('is no bundle before there is any, or before it was learned', async () => {
    await expect(taught('1')).rejects.toThrow(/was taught nothing/);
    const lessons = new Lessons(lessonsFile(data));
    lessons.put(
      TAXA.flatMap((taxon, i) =>
        [0, 1].map((n) =>
          aLesson(
            `${i}${n}`,
            taxon,
            TAXA.map((_, at) => (at === i ? 1 + n / 10 : n / 50)),
          ),
        ),
      ),
    );
    await expect(taught('2')).rejects.toThrow(/not learned yet/);
    fitHeads(lessons);
    lessons.close();
  });

  it('becomes a bundle that another box takes where it has the model that gave the features', async () => {
    const bundle = await openBundle(await taught('3'), [KEEPER], NOW);
    expect(bundle.manifest).toMatchObject({ kind: 'taught', taught: { reads: MODEL } });
    expect(bundle.manifest.golden).toHaveLength(8);
    await checkTaught(bundle, ['another-model@11111111', MODEL]);
    await expect(checkTaught(bundle, ['another-model@11111111'])).rejects.toEqual(refusal('other-model'));
  });

  it('is refused where it makes something else of golden features, or is no head', async () => {
    const folder = await taught('4');
    const { manifest } = await openBundle(folder, [KEEPER], NOW);
    const change = async (name: string, text: string) => {
      await mkdir(join(folder, 'golden'), { recursive: true });
      await writeFile(join(folder, name), text);
      const { format: _, files: __, ...draft } = manifest;
      await writeBundle(folder, draft, [KEEPER.secret]);
      return checkTaught(await openBundle(folder, [KEEPER], NOW), [MODEL]);
    };
    const other = { top: [{ taxon: 'ardea-cinerea', score: 0.1 }], named: 'grus-grus' };
    await expect(change('golden/01.json', JSON.stringify(other))).rejects.toEqual(refusal('golden'));
    await expect(change('golden/01.json', '{}')).rejects.toEqual(refusal('golden'));
    await expect(change('taught.json', '{}')).rejects.toEqual(refusal('unloadable'));
    const head = { model: MODEL, taxa: ['no-such-bird'], dimensions: 6 };
    await expect(change('taught.json', JSON.stringify({ head, from: {} }))).rejects.toEqual(refusal('labels'));
    const elsewhere = { ...head, model: 'x@1' };
    await expect(change('taught.json', JSON.stringify({ head: elsewhere, from: {} }))).rejects.toEqual(
      refusal('labels'),
    );
  });
});
