import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type NamedAgain, RANKS, type Rank, type Verdict } from '../../base/domain.ts';
import { putWhole, removeHalfWritten } from '../../base/whole-file.ts';
import type { Store } from '../store/store.ts';

/** Where whoever names tracks again leaves what they are called, under the data folder, for the box that keeps the database. */
const FOLDER = 'again';
const WHOLE = '.json';
/** What cannot be understood is kept under such a name, and not read again. */
const WRONG = '.wrong';

const Scored = z.object({ taxon: z.string(), score: z.number() });
const Named = z.object({
  track: z.string(),
  at: z.number(),
  verdict: z
    .looseObject({
      taxon: z.string(),
      rank: z.enum(RANKS as [Rank, ...Rank[]]),
      score: z.number().min(0).max(1),
      opinions: z.array(z.looseObject({ model: z.string(), top: z.array(Scored) })),
      prior: z.looseObject({ id: z.string(), month: z.number(), without: Scored }),
      crops: z.array(z.looseObject({ at: z.number() })),
      models: z.array(z.string()),
      code: z.string(),
      review: z.array(z.string()),
    })
    // The rest of it is as whoever named it wrote it.
    .transform((verdict) => verdict as unknown as Verdict),
});
const FileShape = z.object({
  setup: z.object({ model: z.string(), models: z.array(z.string()), prior: z.string(), code: z.string() }),
  named: z.array(Named),
});

/**
 * Leaves for the box what tracks of one setup are called. On the disk when it resolves.
 * @param data the data folder
 * @throws where the disk refuses (rejects)
 */
export async function leaveNamed(data: string, named: readonly NamedAgain[]): Promise<void> {
  const [first] = named;
  if (!first) return;
  const body = { setup: first.setup, named: named.map(({ setup: _, ...one }) => one) };
  await putWhole(join(data, FOLDER, `${randomUUID()}${WHOLE}`), JSON.stringify(body));
}

/** What was left and not taken in yet. What cannot be understood is left out. */
export async function waitingNamed(data: string): Promise<NamedAgain[]> {
  const files = await filesIn(data);
  return (await Promise.all(files.map(readNamed))).flatMap((named) => named ?? []);
}

/**
 * Takes into the database what was left. A file goes once it is stored, so that a kill between the two costs nothing; one that cannot
 * be understood is put aside under another name.
 * @returns how many tracks were named, and which files were put aside
 * @throws where the disk or the database refuses (rejects)
 */
export async function takeNamed(
  store: Pick<Store, 'write'>,
  data: string,
): Promise<{ readonly named: number; readonly wrong: readonly string[] }> {
  await removeHalfWritten(join(data, FOLDER), Date.now());
  let count = 0;
  const wrong: string[] = [];
  for (const file of await filesIn(data)) {
    const named = await readNamed(file);
    if (named) {
      await store.write(({ again }) => {
        for (const one of named) again.put(one);
      });
      await rm(file, { force: true });
      count += named.length;
    } else {
      await rename(file, `${file}${WRONG}`);
      wrong.push(`${file}${WRONG}`);
    }
  }
  return { named: count, wrong };
}

async function filesIn(data: string): Promise<string[]> {
  const folder = join(data, FOLDER);
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(WHOLE)).map((name) => join(folder, name));
}

/** @returns undefined where it cannot be understood; nothing where it was taken in meanwhile */
async function readNamed(file: string): Promise<NamedAgain[] | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return [];
  try {
    const { setup, named } = FileShape.parse(JSON.parse(text));
    return named.map((one) => ({ ...one, setup }));
  } catch {
    return undefined;
  }
}
