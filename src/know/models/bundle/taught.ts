import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../../../base/errors.ts';
import { type NamedHead, opinionOf, type TaughtHead } from '../../taught/head.ts';
import { taxonById } from '../../taxonomy/taxa.ts';
import { scoresDiffer } from './golden.ts';
import { nameOf } from './manifest.ts';
import type { Bundle } from './open.ts';
import { Refusal } from './refusal.ts';

/** What a taught bundle's file holds. */
export type TaughtFile = Omit<NamedHead, 'id'>;

const count = z.int().min(0);
const TaughtShape = z.strictObject({
  /** What every head says of itself; the rest of it is its own affair. */
  head: z.looseObject({
    model: z.string(),
    taxa: z.array(z.string()).min(1),
    dimensions: z.int().min(1).max(100_000),
  }),
  from: z.record(z.string(), z.strictObject({ pictures: count, visits: count })),
});

/** What a head must make of a golden feature: its likeliest taxa, best first, and the one that it names. */
const GoldenOpinion = z.strictObject({
  top: z.array(z.strictObject({ taxon: z.string(), score: z.number() })),
  named: z.string().optional(),
});

/** What a head makes of a feature, as golden outputs say it. */
export function goldenOpinion(head: TaughtHead, feature: Float32Array): z.infer<typeof GoldenOpinion> {
  const { top, named } = opinionOf(head, [{ feature, weight: 1 }]);
  return { top: top.map(({ taxon, score }) => ({ taxon, score })), ...(named && { named: named.taxon }) };
}

/**
 * Proves a bundle that holds a taught head: it reads features of a model that is here, names taxa that this Roost knows, and makes of
 * golden features what it must. Quick, and with nothing of the runtime.
 * @param features ids of those that models of the box give
 * @throws Refusal (rejects)
 */
export async function checkTaught({ manifest, folder }: Bundle, features: readonly string[]): Promise<void> {
  const { taught, golden, tolerance } = manifest;
  const subject = nameOf(manifest);
  const { file, reads } = taught!;
  const { head } = await taughtIn(join(folder, file), subject);
  if (head.model !== reads) throw new Refusal('labels', subject, `${file} reads ${head.model}, not ${reads}`);
  const unknown = head.taxa.find((taxon) => !taxonById(taxon));
  if (unknown !== undefined) throw new Refusal('labels', subject, `the taxonomy has no taxon ${unknown}`);
  if (!features.includes(reads)) throw new Refusal('other-model', subject, reads, 'Bring that model first');
  for (const { input, gives } of golden) {
    const off = await isOff(head, join(folder, input), join(folder, gives), tolerance);
    if (off !== undefined) throw new Refusal('golden', subject, `${input}: ${off}`);
  }
}

/**
 * The head of a bundle, by the name under which verdicts cite it: that of the bundle, and a short hash of its file.
 * @throws Refusal (rejects) where the file is none
 */
export async function bundleHead({ manifest, folder }: Bundle): Promise<NamedHead> {
  const { taught, files } = manifest;
  const { sha256 } = files.find(({ name }) => name === taught!.file)!;
  const name = nameOf(manifest);
  return { id: `${name}@${sha256.slice(0, 8)}`, ...(await taughtIn(join(folder, taught!.file), name)) };
}

async function taughtIn(file: string, subject: string): Promise<TaughtFile> {
  try {
    return TaughtShape.parse(JSON.parse(await readFile(file, 'utf8'))) as unknown as TaughtFile;
  } catch (cause) {
    throw new Refusal('unloadable', subject, messageOf(cause), '', { cause });
  }
}

async function isOff(head: TaughtHead, input: string, gives: string, tolerance: number): Promise<string | undefined> {
  try {
    const expected = GoldenOpinion.parse(JSON.parse(await readFile(gives, 'utf8')));
    const given = goldenOpinion(head, numbersOf(await readFile(input)));
    if (given.named !== expected.named)
      return `it names ${given.named ?? 'nothing'} instead of ${expected.named ?? 'nothing'}`;
    const scores = (opinion: typeof given) => opinion.top.map(({ score }) => score);
    return scoresDiffer(scores(given), scores(expected), tolerance);
  } catch (error) {
    return messageOf(error);
  }
}

/** 32 bit floats, little-endian. */
function numbersOf(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readFloatLE(4 * i));
}
