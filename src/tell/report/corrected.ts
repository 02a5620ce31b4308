import { taxonById } from '../../know/taxonomy/taxa.ts';
import { isDomestic } from '../../know/taxonomy/wild.ts';
import type { Block, ReportCell } from './blocks.ts';
import type { Pen } from './pen.ts';

/** Counts of visits corrected for wrong names, of the wild taxa for which the sample is large enough, and how many are left out. */
export function corrected(pen: Pen): Block[] {
  const { columns: c, captions, sections, none } = pen.words;
  const { sample, rows } = pen.figures.corrected;
  const wild = rows.flatMap(({ taxon: id, ...row }) => {
    const taxon = taxonById(id);
    return taxon && !isDomestic(id) ? [{ taxon, ...row }] : [];
  });
  const link = pen.links.corrected(pen.figures);
  const told = wild.flatMap(({ taxon, named, corrected: found }): ReportCell[][] => {
    if (found.kind === 'refused') return [];
    const numbers = [String(named), String(found.count), `${found.low} – ${found.high}`].map((text) => ({
      text,
      link,
    }));
    return [[pen.name(taxon), taxon.scientific, ...numbers]];
  });
  const lacking = wild.flatMap(({ corrected: found }) => (found.kind === 'refused' ? [found.moreReviews] : []));
  const refused = lacking.length > 0 ? { taxa: lacking.length, more: Math.min(...lacking) } : undefined;
  const basis = wild.length > 0 ? pen.sentences.correctedBasis({ ...sample, refused }) : none;
  const head = [c.name, c.scientific, c.named, c.corrected, c.interval];
  return pen.part(
    sections.corrected,
    pen.text(basis),
    ...(told.length > 0 ? [pen.table(captions.corrected, head, told)] : []),
  );
}
