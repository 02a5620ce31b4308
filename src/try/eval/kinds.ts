import type { Kind } from '../../base/domain.ts';
import { kindOfTaxon } from '../../know/taxonomy/taxa.ts';
import type { Outcome } from './outcome.ts';

/** How often the kind of an animal that the detector found was right: as the detector had it, and in the verdict. */
export interface KindSummary {
  readonly found: number;
  readonly detectorRight: number;
  readonly verdictRight: number;
  /** Animals of which a classifier overruled the detector, and those of them of which it was right. */
  readonly overruled: number;
  readonly overruledRight: number;
}

/** Holds kinds against the truth, where the detector was asked for them. Pure. */
export function kindSummary(outcomes: readonly Outcome[]): KindSummary {
  const found = outcomes.flatMap(({ truth, kind, verdict }) => {
    const is = truth === undefined ? undefined : kindOfTaxon(truth);
    return is && kind && verdict ? [{ is, kind, called: kindOfTaxon(verdict.taxon) }] : [];
  });
  const overruled = found.filter(({ kind, called }) => called !== kind);
  return {
    found: found.length,
    detectorRight: found.filter(({ is, kind }) => kind === is).length,
    verdictRight: found.filter(({ is, called }) => called === is).length,
    overruled: overruled.length,
    overruledRight: overruled.filter(({ is, called }) => called === is).length,
  };
}

/** The outcomes of animals that are truly of a kind. */
export function ofKind(outcomes: readonly Outcome[], kind: Kind): Outcome[] {
  return outcomes.filter(({ truth }) => truth !== undefined && kindOfTaxon(truth) === kind);
}
