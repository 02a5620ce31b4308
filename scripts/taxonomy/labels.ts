import { RoostError } from '../../src/base/errors.ts';
import { csv } from './assemble.ts';

/**
 * The label map of the bird model: one line per line of the label file.
 * @param lines the label file's, `Scientific name (English name)`, or `background`
 * @param taxonOf the id of a label's scientific name
 * @throws RoostError naming line and label where there is no id
 */
export function birdLabels(lines: readonly string[], taxonOf: (scientific: string) => string | undefined): string {
  const rows = lines.map((label, index) => {
    const id = label === 'background' ? '-' : taxonOf(/^[^(]*[^( ]/.exec(label)?.[0] ?? label);
    if (id === undefined)
      throw new RoostError('map labels', `line ${index + 1}`, `no taxon for "${label}"`, 'Place it in bird-labels.csv');
    return [`${index}`, label, id];
  });
  return csv([['index', 'label', 'taxon'], ...rows]);
}

/**
 * The label map of a model that knows the birds of the world: each species that the table has, and of every other one its genus.
 * @param names scientific names in the order of the outputs
 * @param taxonOf the id of a scientific name, also of a former one
 * @param placed names whose genus the table lacks, and the taxon that stands for them
 * @throws RoostError naming the output where there is no id
 */
export function worldLabels(
  names: readonly string[],
  taxonOf: (scientific: string) => string | undefined,
  placed: ReadonlyMap<string, string>,
): string {
  const rows = names.map((name, index) => {
    const id = taxonOf(placed.get(name) ?? name) ?? taxonOf(name.split(' ')[0]!);
    if (id === undefined)
      throw new RoostError('map labels', `output ${index}`, `no taxon for "${name}"`, 'Place it in world-labels.csv');
    return [`${index}`, name, id];
  });
  return csv([['index', 'label', 'taxon'], ...rows]);
}
