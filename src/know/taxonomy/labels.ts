import { parse } from 'csv-parse/sync';
import { RoostError } from '../../base/errors.ts';
import { taxonById } from './taxa.ts';

/** One output of a model and what it means. */
export interface Label {
  /** The label as the model's publisher wrote it. */
  readonly label: string;
  /** Id of a taxon; undefined for background and for what is no wildlife. */
  readonly taxon: string | undefined;
}

const OPERATION = 'read labels';

/**
 * Reads what the labels of a model mean: CSV with the columns `index,label,taxon`, one line an output in the model's
 * order, `-` for background.
 * @throws RoostError naming line and label for an index out of order, and for a taxon that is missing or unknown
 */
export function readLabels(text: string): Label[] {
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true, skip_empty_lines: true });
  return rows.map(({ index, label = '', taxon = '' }, at) => {
    const subject = `line ${at + 2}, "${label}"`;
    if (index !== `${at}`) {
      throw new RoostError(
        OPERATION,
        subject,
        `its index is ${index}, not ${at}`,
        'Order the lines as the outputs are',
      );
    }
    if (taxon === '-') return { label, taxon: undefined };
    if (!taxonById(taxon)) {
      const why = taxon ? `the taxon ${taxon} is unknown` : 'it has no taxon';
      throw new RoostError(OPERATION, subject, why, 'Give the id of a taxon, or - for background');
    }
    return { label, taxon };
  });
}
