import type { Box, Kind, ReviewReason, Verdict } from '../domain.ts';
import { isWithin, lineage, taxonById, taxonOfKind } from '../taxonomy/taxa.ts';
import type { Look } from './fuse.ts';
import { type ClassifierModel, type Judged, judge, type Named } from './judge.ts';

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
  readonly prior: Prior;
  /** Version of Roost. */
  readonly code: string;
}

/** A classifier that holds another class for likelier than this disagrees with the detector. */
const OTHER_KIND = 0.5;
/** The classifier's own class must be this unlikely before anything is made of it: background is no other kind. */
const OWN_KIND = 0.3;

/**
 * The verdict on a track: of each classifier the deepest taxon that its evidence allows, and of several classifiers the
 * deeper one where one lies within the other, else what they have in common. Pure.
 * @param month of the year at the site, 1 to 12
 * @returns undefined for people and vehicles
 */
export function verdictOn(subject: Subject, { detector, classifiers, prior, code }: Judges, month: number) {
  const own = taxonOfKind(subject.kind);
  if (!own) return undefined;
  const judged = classifiers.flatMap((model) => {
    const looks = subject.looks.get(model.id);
    return looks?.length ? [judge(model, looks, (taxon) => prior.weight(taxon, month))] : [];
  });
  const base: Named = { taxon: own.id, rank: 'class', score: subject.score };
  const conflict = judged.some(({ classes }) => contradicts(classes, own.id));
  const inKind = ({ taxon }: Named) => isWithin(taxon, own.id);
  const pick = (of: (one: Judged) => Named | undefined) =>
    conflict
      ? base
      : judged
          .map(of)
          .filter((named) => named !== undefined)
          .filter(inKind)
          .reduce(agree, base);
  const named = pick((one) => one.named);
  const without = pick((one) => one.unweighed);
  const verdict: Verdict = {
    taxon: named.taxon,
    rank: named.rank,
    score: named.score,
    opinions: judged.map(({ opinion }) => opinion),
    prior: { id: prior.id, month, without: { taxon: without.taxon, score: without.score } },
    crops: subject.crops,
    models: [detector, ...judged.map(({ opinion }) => opinion.model)],
    code,
    review: reasons(named, conflict, prior, month),
  };
  return verdict;
}

/** True where a model is surer of another class than of the detector's. */
function contradicts(classes: ReadonlyMap<string, number>, own: string): boolean {
  if ((classes.get(own) ?? 0) > OWN_KIND) return false;
  // A model that knows one class alone says "not this" by its background.
  if (classes.size === 1) return true;
  return [...classes].some(([taxon, score]) => taxon !== own && score > OTHER_KIND);
}

/** Of two names the surer where they are one, the deeper where it lies within the other, else the narrowest that holds both. */
function agree(a: Named, b: Named): Named {
  if (a.taxon === b.taxon) return b.score > a.score ? b : a;
  if (isWithin(b.taxon, a.taxon)) return b;
  if (isWithin(a.taxon, b.taxon)) return a;
  const common = lineage(a.taxon).find(({ id }) => isWithin(b.taxon, id));
  return common ? { taxon: common.id, rank: common.rank, score: Math.max(a.score, b.score) } : a;
}

function reasons({ taxon, rank }: Named, conflict: boolean, prior: Prior, month: number): ReviewReason[] {
  const reasons: ReviewReason[] = [];
  if (conflict) reasons.push('kind-conflict');
  if (rank !== 'class' && !prior.has(taxon)) reasons.push('off-list');
  else if (rank !== 'class' && !prior.inSeason(taxon, month)) reasons.push('out-of-season');
  if (taxonById(taxon)?.protection === 1) reasons.push('protected-1');
  return reasons;
}
