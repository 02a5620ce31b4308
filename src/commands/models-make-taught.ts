import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RoostError } from '../base/errors.ts';
import { tempFolder } from '../base/temp-folder.ts';
import { lessonsFile } from '../know/lessons/database.ts';
import { fittedHeads, namedHeads } from '../know/lessons/heads.ts';
import { Lessons } from '../know/lessons/lessons.ts';
import { type BundleManifest, GOLDEN_FOLDER } from '../know/models/bundle/manifest.ts';
import { goldenOpinion, type TaughtFile } from '../know/models/bundle/taught.ts';
import type { Example } from '../know/taught/head.ts';
import { type MakeCommand, makerOf } from './bundle-maker.ts';

/** The options of `roost models make-taught` as typed. */
export interface MakeTaughtCommand extends MakeCommand {
  /** What the bundle is called on every box. */
  readonly id: string;
  /** Id of the features that are read; of the only ones without it. */
  readonly model?: string;
}

/** Pictures whose features a head is proved with, spread over all that was taught. */
const GOLDEN = 8;
const FILE = 'taught.json';

/**
 * Makes a signed bundle of what a box was taught, for other boxes: the head, and features of some pictures with what it makes of
 * them. No picture goes along.
 * @throws RoostError where nothing was taught, or by features of several models and none is named
 */
export async function makeTaughtCommand(
  { data }: { readonly data: string },
  options: MakeTaughtCommand,
  now: number,
  print: (line: string) => void,
): Promise<void> {
  const maker = await makerOf(options, now);
  const { taught, examples } = taughtOf(data, options.model);
  const { head } = taught;
  const aside = await tempFolder('bundle');
  try {
    await mkdir(join(aside, GOLDEN_FOLDER));
    await writeFile(join(aside, FILE), JSON.stringify(taught));
    const golden: BundleManifest['golden'] = [];
    for (const [i, { feature }] of spread(examples).entries()) {
      const name = join(GOLDEN_FOLDER, String(i + 1).padStart(2, '0'));
      const bytes = Buffer.alloc(feature.length * 4);
      for (const [at, value] of feature.entries()) bytes.writeFloatLE(value, at * 4);
      await writeFile(join(aside, `${name}.f32`), bytes);
      await writeFile(join(aside, `${name}.json`), JSON.stringify(goldenOpinion(head, feature)));
      golden.push({ input: `${name}.f32`, gives: `${name}.json` });
    }
    const named = { file: FILE, reads: head.model };
    print(await maker(aside, { id: options.id, kind: 'taught', taught: named, golden }));
    print(`${head.taxa.length} taxa, by features of ${head.model}`);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function taughtOf(data: string, model: string | undefined): { taught: TaughtFile; examples: readonly Example[] } {
  const lessons = new Lessons(lessonsFile(data));
  try {
    const headed = lessons.headed();
    const fitted =
      headed.length > 0 || lessons.models().length === 0 ? fittedHeads(lessons, new Set(headed)) : undefined;
    if (!fitted) {
      const hint = 'A box that runs learns it within a minute; else run roost teach again';
      throw new RoostError('make bundle', data, 'something was taught that was not learned yet', hint);
    }
    const heads = namedHeads(lessons, fitted);
    const models = heads.map(({ head }) => head.model);
    if (heads.length === 0) throw new RoostError('make bundle', data, 'this box was taught nothing', 'See roost teach');
    const found = model === undefined && heads.length === 1 ? heads[0] : heads.find(({ head }) => head.model === model);
    if (!found) throw new RoostError('make bundle', model ?? data, `say --model, one of ${models.join(', ')}`);
    const { head, from } = found;
    return { taught: { head, from }, examples: lessons.examples(head.model) };
  } finally {
    lessons.close();
  }
}

/** A few of many, evenly. */
function spread(examples: readonly Example[]): Example[] {
  const count = Math.min(GOLDEN, examples.length);
  return Array.from({ length: count }, (_, i) => examples[Math.floor((i * examples.length) / count)]!);
}
