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

/** The heads as they were fitted last; undefined where something was taught since. */
export function fittedHeads(lessons: Lessons): Heads | undefined {
  const { revision } = lessons;
  const kept = lessons.models().map((model) => lessons.head(model));
  if (kept.some((head) => head?.revision !== revision)) return undefined;
  return { revision, heads: kept.map((head) => JSON.parse(head!.body) as TaughtHead) };
}

/**
 * Heads of all that was taught as it is now, at once: by the way to learn and the bars of the heads before, see `refitHead`. They
 * are not kept.
 * @param meanings as `fitHeads` has them
 * @returns undefined where one must be fitted anew
 */
export function refitHeads(lessons: Lessons, meanings: ReadonlyMap<string, HeadOptions>): Heads | undefined {
  const { revision } = lessons;
  const heads: TaughtHead[] = [];
  for (const model of lessons.models()) {
    const before = lessons.head(model);
    const head =
      before && refitHead(JSON.parse(before.body) as TaughtHead, lessons.examples(model), meanings.get(model));
    if (!head) return undefined;
    heads.push(head);
  }
  return { revision, heads };
}

/**
 * Fits a head for each model on all that was taught, and keeps them. Takes seconds where there are many pictures.
 * @param meanings what each model says beside its embedding, by its id; nothing of a model that is not there
 */
export function fitHeads(lessons: Lessons, meanings: ReadonlyMap<string, HeadOptions> = new Map()): Heads {
  const { revision } = lessons;
  const heads = lessons.models().map((model) => fitHead(model, lessons.examples(model), meanings.get(model)));
  lessons.putHeads(
    revision,
    heads.map((head) => ({ model: head.model, body: JSON.stringify(head) })),
  );
  return { revision, heads };
}
