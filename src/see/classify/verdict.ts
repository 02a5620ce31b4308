import type { Box, Kind, ReviewReason, Verdict } from '../../base/domain.ts';
import { isWithin, kindOfTaxon, lineage, taxonOfKind } from '../../know/taxonomy/taxa.ts';
import { protectedInTheWild } from '../../know/taxonomy/wild.ts';
import type { Look } from './fuse.ts';
import { type Judged, judge, type Named } from './judge.ts';
import { believe, classesOf, knowsSeveral } from './kind.ts';
import { type ClassifierModel, namesNothing } from './model.ts';
import { heard, type TaughtSlot, taughtOpinions } from './taught.ts';

/** What is known of the site: which taxa live there when. A checklist fits. */
export interface Prior {
  /** Name and version, or `none`. */
  readonly id: string;
  /** Above 0, at most 1. */
  weight(taxon: string, month: number): number;
  /** True where the taxon, or one below or above it, is listed. */
  has(taxon: string): boolean;
  inSeason(taxon: string, month: number): boolean;
}

/** What one track came to. */
export interface Subject {
  readonly kind: Kind;
  /** The detector's best score. */
  readonly score: number;
  /** Looks of each model, by its id. */
  readonly looks: ReadonlyMap<string, readonly Look[]>;
  /** The crops that were looked at, best first. */
  readonly crops: readonly { readonly at: number; readonly box: Box }[];
}

/** What verdicts are made with. */
export interface Judges {
  readonly detector: string;
  readonly classifiers: readonly ClassifierModel[];
  /** Kinds that the detector gives to animals whose kind it cannot tell. */
  readonly assumed: readonly Kind[];
  readonly prior: Prior;
  /** Version of Roost. */
  readonly code: string;
  /** What the box was taught, beside its models; nothing without it. */
  readonly taught?: TaughtSlot;
}

/**
 * The verdict on a track: the class that detector and classifiers come to; of each classifier that names animals of that
 * class the deepest taxon that its evidence allows; what the box was taught says of it; and of several such names what they agree on.
 * @param month of the year at the site, 1 to 12
 * @returns undefined for people and vehicles
 */
export function verdictOn(subject: Subject, judges: Judges, month: number): Verdict | undefined {
  const { detector, classifiers, assumed, prior, code } = judges;
  const own = taxonOfKind(subject.kind);
  if (!own) return undefined;
  const judged = classifiers.flatMap((model) => {
    const looks = subject.looks.get(model.id);
    return looks?.length && !namesNothing(model)
      ? [{ model, ...judge(model, looks, (taxon) => prior.weight(taxon, month)) }]
      : [];
  });
  const said = judged.map(({ classes }) => classes);
  const believed = believe(own.id, said, assumed.includes(subject.kind));
  const base: Named = { taxon: believed.taxon, rank: 'class', score: believed.score ?? subject.score };
  // Where detector and classifiers disagree and neither is sure enough, no name is either.
  const open = believed.conflict && believed.taxon === own.id;
  const kind = kindOfTaxon(believed.taxon);
  const names = open ? [] : judged.filter(({ model }) => kind && model.kinds.includes(kind));
  const { now } = judges.taught ?? {};
  const shown = classifiers.filter(({ kinds }) => !open && kind && kinds.includes(kind));
  const taught = now ? shown.flatMap((model) => taughtOpinions(now, model, subject.looks.get(model.id) ?? [])) : [];
  const learned = taught.flatMap(({ named }) => (named && isWithin(named.taxon, base.taxon) ? [named] : []));
  const pick = (of: (one: Judged) => Named | undefined) => {
    const { names: all, conflict } = heard(
      names.flatMap((one) => of(one) ?? []),
      learned,
    );
    return { ...agreed(base, all), conflict };
  };
  const { conflict: torn, ...named } = pick((one) => one.named);
  const without = pick((one) => one.unweighed);
  const opinions = [...judged, ...taught].map(({ opinion }) => opinion);
  return {
    taxon: named.taxon,
    rank: named.rank,
    score: named.score,
    opinions,
    prior: { id: prior.id, month, without: { taxon: without.taxon, score: without.score } },
    crops: subject.crops,
    models: [detector, ...opinions.map(({ model }) => model)],
    code,
    review: [...(torn ? (['taught-conflict'] as const) : []), ...reasons(named, believed.conflict, prior, month)],
  };
}

/** The kind whose classifiers should be asked, as the looks so far have it. */
export function believedKind({ kind, looks }: Pick<Subject, 'kind' | 'looks'>, { classifiers, assumed }: Judges): Kind {
  const own = taxonOfKind(kind);
  if (!own) return kind;
  const said = classifiers.flatMap((model) => {
    const some = looks.get(model.id);
    return some?.length && knowsSeveral(model) ? [classesOf(model, some)] : [];
  });
  return kindOfTaxon(believe(own.id, said, assumed.includes(kind)).taxon) ?? kind;
}

/**
 * What names agree on: names within one another say the deepest of them, as surely as the surest that says it; of names
 * that part somewhere what still holds them all is left, as sure as the surest. Does not hang on their order.
 * @param base the class; names of another one are left out
 */
function agreed(base: Named, names: readonly Named[]): Named {
  const inClass = names.filter(({ taxon }) => isWithin(taxon, base.taxon));
  const deepest = inClass.filter(({ taxon }) =>
    inClass.every((other) => other.taxon === taxon || !isWithin(other.taxon, taxon)),
  );
  const [surest] = [...deepest].sort((a, b) => b.score - a.score || (a.taxon < b.taxon ? -1 : 1));
  if (!surest) return base;
  const common = lineage(surest.taxon).find(({ id }) => deepest.every(({ taxon }) => isWithin(taxon, id)))!;
  return common.id === base.taxon ? base : { taxon: common.id, rank: common.rank, score: surest.score };
}

function reasons({ taxon, rank }: Named, conflict: boolean, prior: Prior, month: number): ReviewReason[] {
  const reasons: ReviewReason[] = [];
  if (conflict) reasons.push('kind-conflict');
  if (rank !== 'class' && !prior.has(taxon)) reasons.push('off-list');
  else if (rank !== 'class' && !prior.inSeason(taxon, month)) reasons.push('out-of-season');
  if (protectedInTheWild(taxon) === 1) reasons.push('protected-1');
  return reasons;
}
