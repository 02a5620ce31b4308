import type { ModelOpinion } from '../../base/domain.ts';
import { type NamedHead, opinionOf } from '../../know/taught/head.ts';
import { isWithin, lineage } from '../../know/taxonomy/taxa.ts';
import { protectedInTheWild } from '../../know/taxonomy/wild.ts';
import type { Look } from './fuse.ts';
import { type Named, PROTECTED } from './judge.ts';
import type { ClassifierModel } from './model.ts';

/** What a box was taught, as plain data. */
export interface Taught {
  readonly heads: readonly (NamedHead & {
    /** Ids of the models in use, or in use just before, that give the features that it reads. */
    readonly reads: readonly string[];
  })[];
}

/** Holds what was taught last: it may change while tracks are named. */
export interface TaughtSlot {
  now?: Taught | undefined;
}

/** What a head of what was taught makes of an animal. */
export interface TaughtJudged {
  readonly opinion: ModelOpinion;
  readonly named?: Named;
}

/** From here on a model is sure of its name, and what was taught does not overrule it. */
const SURE = 0.9;

/** What the heads that read a model's features make of its looks at one animal; nothing where none has any. */
export function taughtOpinions(
  { heads }: Taught,
  { id }: Pick<ClassifierModel, 'id'>,
  looks: readonly Look[],
): TaughtJudged[] {
  const seen = looks.flatMap(({ feature, weight }) => (feature ? [{ feature, weight }] : []));
  if (seen.length === 0) return [];
  return heads
    .filter(({ reads }) => reads.includes(id))
    .map(({ id, head, from }) => {
      const { top, named } = opinionOf(head, seen);
      const best = named?.taxon ?? top[0]?.taxon;
      const taught = best === undefined ? undefined : from[best];
      const opinion = { model: id, known: top[0]?.score ?? 0, top, ...(taught && { taught }) };
      return { opinion, ...(named && { named: careful(named) }) };
    });
}

/** A protected species is named from the probability on from which models name it; else the taxon above it. */
function careful(named: Named): Named {
  if (named.score >= PROTECTED) return named;
  const open = lineage(named.taxon).find(({ id }) => !protectedInTheWild(id))!;
  return { taxon: open.id, rank: open.rank, score: named.score };
}

/**
 * The names that are heard where models and what was taught are both asked. A model that is sure and says otherwise is heard, so
 * that only what holds both names is said, and a person is asked; one that is less sure gives way.
 */
export function heard(
  models: readonly Named[],
  taught: readonly Named[],
): { readonly names: readonly Named[]; readonly conflict: boolean } {
  const parts = (a: Named) => taught.some((b) => !isWithin(a.taxon, b.taxon) && !isWithin(b.taxon, a.taxon));
  const kept = models.filter((name) => name.score >= SURE || !parts(name));
  return { names: [...kept, ...taught], conflict: kept.some(parts) };
}
