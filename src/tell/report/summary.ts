import type { SpeciesFigures } from './figures.ts';
import { isSettled, type Pen } from './pen.ts';
import { placesOf, reviewedOf, type SummaryFacts } from './summary-facts.ts';

const TOP = 3;

/** What the summary of a report says. */
export function summaryFacts(pen: Pen): SummaryFacts {
  const { figures, words } = pen;
  const { half, until, totals, classes, newToSite, before } = figures;
  const name = ({ taxon }: Pick<SpeciesFigures, 'taxon'>) => pen.name(taxon);
  const species = classes.flatMap((one) => one.species);
  const largest = species.toSorted((a, b) => b.counts.maxIndividuals! - a.counts.maxIndividuals!)[0];
  const most = largest?.counts.maxIndividuals ?? 0;
  return {
    site: pen.style.site,
    ...{ from: pen.day(half.from), until: pen.day(until - 1), ...placesOf(figures) },
    effortDays: tenths(figures.effortDays),
    classes: classes.map(({ taxon, totals, top }) => ({
      ...{ name: words.classes[taxon.id]!, orders: totals.orders, families: totals.families, species: totals.species },
      top: top.slice(0, TOP).map((one) => ({ name: name(one), records: one.counts.records! })),
    })),
    ...{ species: totals.species, visits: totals.visits, records: totals.records },
    levels: [1, 2].map((level) => figures.protected.filter(({ taxon }) => taxon.protection === level).map(name)),
    newNames: newToSite.map(({ species }) => name(species)),
    newUnreviewed: newToSite.filter(({ first }) => !isSettled(first)).length,
    largest: largest && most > 1 ? { name: name(largest), individuals: most } : undefined,
    before: before && {
      half: words.half(before.half.year, before.half.half),
      ...{ species: before.totals.species, records: before.totals.records },
      effortDays: tenths(before.effortDays),
    },
    ...reviewedOf(figures),
  };
}

/** To a tenth; what is less than that is not nothing. */
function tenths(value: number): string {
  return value > 0 && value < 0.05 ? '< 0.05' : value.toFixed(1);
}
