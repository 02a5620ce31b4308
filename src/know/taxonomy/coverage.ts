import type { Checklist } from './checklist.ts';
import { isWithin, lineage, taxonById } from './taxa.ts';

/**
 * What a checklist is, for the deployer: its id, how many taxa, of how many a model has a label (of the taxon itself or
 * of one below it), and what follows where it leaves a whole class out.
 * @param labels ids of the taxa that the models' labels name
 * @returns a line, and one more for each class that it leaves out
 */
export function describeChecklist({ id, facts }: Checklist, labels: Iterable<string>): string[] {
  if (!facts) return [`checklist ${id}: no prior; every taxon weighs the same, all year`];
  const { taxa, region, weights } = facts;
  const nameable = new Set([...labels].flatMap((label) => lineage(label).map((taxon) => taxon.id)));
  const listed = taxa.length > 0 ? taxa.map(({ taxon }) => taxon) : (region?.taxa ?? []);
  const named = listed.filter((taxon) => nameable.has(taxon)).length;
  const holds = (group: string) => listed.some((taxon) => isWithin(taxon, group));
  const list = taxa.length > 0 ? '' : `the region list ${region?.name}, `;
  const beside =
    taxa.length > 0 && region ? `; others of the region list ${region.name} weigh ${weights.regional}` : '';
  return [
    `checklist ${id}: ${list}${listed.length} ${listed.length === 1 ? 'taxon' : 'taxa'}, the models can name ${named}${beside}`,
    ...['aves', 'mammalia']
      .filter((group) => !holds(group))
      .map((group) => {
        const name = taxonById(group)?.english?.toLowerCase() ?? group;
        return `checklist ${id}: it lists no ${name}, so each will go to review; list ${group}, or add a region`;
      }),
  ];
}
