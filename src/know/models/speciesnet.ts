import { RANKS, type Rank } from '../../base/domain.ts';

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
/** Orders that go by another name in SpeciesNet. */
const ORDERS: Readonly<Record<string, string>> = { cetartiodactyla: 'artiodactyla' };

/**
 * Reads SpeciesNet's label file: one line an output in the model's order,
 * `uuid;class;order;family;genus;species;common name`, lower case, what a label leaves open empty
 * (github.com/google/cameratrapai, model card v4.0.1a). A label whose own taxon is not known stands for the deepest one
 * of its line that is: that is less than it says, and never wrong. None is left out silently.
 * @param findTaxon the taxon of a scientific name, in any case
 */
export function readSpeciesNetLabels(
  text: string,
  findTaxon: (name: string) => NamedTaxon | undefined,
): SpeciesNetLabels {
  const widened: { label: string; taxon: string }[] = [];
  const labels = text.split(/\r?\n/).flatMap((line) => {
    if (!line.trim()) return [];
    const named = namesOf(line.trim());
    if (!COUNTED.includes(named[0]?.name ?? '') || named.at(-1)?.name === PEOPLE) return [undefined];
    for (const { rank, name } of [...named].reverse()) {
      const taxon = findTaxon(name);
      if (taxon?.rank !== rank) continue;
      if (name !== named.at(-1)!.name) widened.push({ label: line.trim(), taxon: taxon.id });
      return [taxon.id];
    }
    return [undefined];
  });
  return { labels, widened };
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
