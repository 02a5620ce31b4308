import { RANKS, type Rank } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';

/** As much of a taxon as labels need. */
export interface NamedTaxon {
  readonly id: string;
  readonly rank: Rank;
}

/** What a SpeciesNet label file means. */
export interface SpeciesNetLabels {
  /** Id of the taxon of each output; undefined for what is no bird and no mammal, and for people. */
  readonly labels: readonly (string | undefined)[];
  /** Labels of birds and mammals whose own taxon is not known here, each with the wider one that stands for it. */
  readonly widened: readonly { readonly label: string; readonly taxon: string }[];
}

/** Classes whose animals are counted. */
const COUNTED: readonly string[] = ['aves', 'mammalia'];
const PEOPLE = 'homo sapiens';
/** Of a label: an identifier, the names of five ranks, and what people call it. */
const PARTS = 2 + RANKS.length;
/** Orders that go by another name in SpeciesNet. */
const ORDERS: Readonly<Record<string, string>> = { cetartiodactyla: 'artiodactyla' };

/**
 * Reads SpeciesNet's label file: one line an output in the model's order,
 * `uuid;class;order;family;genus;species;common name`, lower case, what a label leaves open empty
 * (github.com/google/cameratrapai, model card v4.0.1a), or the same with the number of the output behind a comma, as archives for
 * other programs hold it. A label whose own taxon is not known stands for the deepest one
 * of its line that is: that is less than it says, and never wrong. None is left out silently.
 * @param findTaxon the taxon of a scientific name, in any case
 * @throws RoostError where a line is none of these, or numbers are out of order: a name at another output is a wrong name
 */
export function readSpeciesNetLabels(
  text: string,
  findTaxon: (name: string) => NamedTaxon | undefined,
): SpeciesNetLabels {
  const widened: { label: string; taxon: string }[] = [];
  const lines = text.split(/\r?\n/).flatMap((line) => line.trim() || []);
  const labels = lines.flatMap((line, output) => {
    const named = namesOf(labelOf(line, output));
    if (!COUNTED.includes(named[0]?.name ?? '') || named.at(-1)?.name === PEOPLE) return [undefined];
    for (const { rank, name } of [...named].reverse()) {
      const taxon = findTaxon(name);
      if (taxon?.rank !== rank) continue;
      if (name !== named.at(-1)!.name) widened.push({ label: line, taxon: taxon.id });
      return [taxon.id];
    }
    return [undefined];
  });
  return { labels, widened };
}

/** A line without the number of its output. @throws RoostError where it is no label, or another output's */
function labelOf(line: string, output: number): string {
  const [, label = line, number] = /^(.*),(\d+)$/.exec(line) ?? [];
  const refuse = (why: string) => new RoostError('read SpeciesNet labels', `output ${output}, "${line}"`, why);
  if (label.split(';').length !== PARTS)
    throw refuse('it is not uuid;class;order;family;genus;species;common name, so nobody knows what it means');
  if (number !== undefined && Number(number) !== output) throw refuse('its number is that of another output');
  return label;
}

/** The scientific names of a line from class to species; ranks that it leaves open are left out. */
function namesOf(line: string): { rank: Rank; name: string }[] {
  const parts = line.split(';').slice(1, 1 + RANKS.length);
  const genus = parts[RANKS.indexOf('genus')];
  return RANKS.flatMap((rank, i) => {
    const part = parts[i];
    if (!part) return [];
    return [{ rank, name: rank === 'species' ? `${genus} ${part}` : (ORDERS[part] ?? part) }];
  });
}
