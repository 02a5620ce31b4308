import { createHash } from 'node:crypto';
import { fitHead, type HeadOptions, type NamedHead, refitHead, type TaughtHead } from '../taught/head.ts';
import type { Lessons } from './lessons.ts';

/** Heads of all models that were taught, and the version of what they were taught. */
export interface Heads {
  /** Grows with each change of what is taught. */
  readonly revision: number;
  readonly heads: readonly TaughtHead[];
}

/** Heads by the names under which verdicts cite them: the version of what was taught, and a short hash of the head. */
export function namedHeads(lessons: Lessons, { revision, heads }: Heads): NamedHead[] {
  const hash = (head: TaughtHead) => createHash('sha256').update(JSON.stringify(head)).digest('hex').slice(0, 8);
  const from = Object.fromEntries(lessons.taxa().map(({ taxon, pictures, visits }) => [taxon, { pictures, visits }]));
  return heads.map((head) => ({ id: `taught-${revision}@${hash(head)}`, head, from }));
}

/** Which features heads are fitted on, by their ids, and what the last numbers of these mean. */
export type Sources = ReadonlyMap<string, HeadOptions>;

/** Ids of features that are kept, of some sources; of all without them. */
function read(lessons: Lessons, sources: Pick<Sources, 'has'> | undefined): string[] {
  return lessons.models().filter((model) => sources?.has(model) ?? true);
}

/** The heads as they were fitted last; undefined where something was taught since. */
export function fittedHeads(lessons: Lessons, sources?: Pick<Sources, 'has'>): Heads | undefined {
  const { revision } = lessons;
  const kept = read(lessons, sources).map((model) => lessons.head(model));
  if (kept.some((head) => head?.revision !== revision)) return undefined;
  return { revision, heads: kept.map((head) => JSON.parse(head!.body) as TaughtHead) };
}

/**
 * Heads of all that was taught as it is now, at once: by the way to learn and the bars of the heads before, see `refitHead`. They
 * are not kept.
 * @returns undefined where one must be fitted anew
 */
export function refitHeads(lessons: Lessons, sources?: Sources): Heads | undefined {
  const { revision } = lessons;
  const heads: TaughtHead[] = [];
  for (const model of read(lessons, sources)) {
    const before = lessons.head(model);
    const head =
      before && refitHead(JSON.parse(before.body) as TaughtHead, lessons.examples(model), sources?.get(model));
    if (!head) return undefined;
    heads.push(head);
  }
  return { revision, heads };
}

/**
 * Fits a head on each of some features of all that was taught, and keeps them. Takes seconds where there are many pictures.
 * @param sources without them, all features that are kept, of which no number means anything by itself
 */
export function fitHeads(lessons: Lessons, sources?: Sources): Heads {
  const { revision } = lessons;
  const heads = read(lessons, sources).map((model) => fitHead(model, lessons.examples(model), sources?.get(model)));
  lessons.putHeads(
    revision,
    heads.map((head) => ({ model: head.model, body: JSON.stringify(head) })),
  );
  return { revision, heads };
}
