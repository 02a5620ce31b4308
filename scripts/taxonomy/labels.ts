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
