import type { Block, ReportCell } from './blocks.ts';
import type { Pen } from './pen.ts';
import { reviewedOf } from './summary-facts.ts';

/** How animals are named and counted, and what people reviewed. */
export function methods(pen: Pen): Block[] {
  const { sections } = pen.words;
  const { rule, reviews } = pen.figures;
  const { gapSeconds: gap, link } = pen.style;
  const told = pen.sentences.counting({ gap, interval: rule.intervalMinutes, compare: rule.compare });
  const { looked, reviewed } = reviewedOf(pen.figures);
  const share = `${((100 * reviewed) / looked).toFixed(1)}${pen.style.lang === 'zh' ? '%' : ' %'}`;
  return [
    ...pen.section(sections.methods),
    ...pen.part(sections.counting, ...told.map((text) => pen.text(text))),
    pen.text(link === undefined ? pen.sentences.unlinked : pen.sentences.linked(link)),
    ...pen.part(
      sections.reviews,
      ...(looked > 0
        ? [pen.text(pen.sentences.reviewed({ people: reviews.people, reviewed, share, looked })), reviewTable(pen)]
        : [pen.text(pen.words.none)]),
    ),
    ...(pen.figures.gone > 0 ? [pen.text(pen.sentences.gone(pen.figures.gone))] : []),
  ];
}

/** Each visit is in one row; the sums of the columns are all visits, and those that count. */
function reviewTable(pen: Pen): Block {
  const { columns: c, captions, states, total } = pen.words;
  const { rows } = pen.figures.reviews;
  const tame = rows.some(({ domestic }) => domestic > 0);
  const cells = (row: { visits: number; counted: number; domestic: number }) =>
    [row.visits, row.counted, ...(tame ? [row.domestic] : [])].map(String);
  const sum = rows.reduce(
    (total, row) => ({
      visits: total.visits + row.visits,
      counted: total.counted + row.counted,
      domestic: total.domestic + row.domestic,
    }),
    { visits: 0, counted: 0, domestic: 0 },
  );
  // That a clock was wrong, or the machine set something aside, is told where it was so.
  const always = new Set(['confirmed', 'corrected', 'rejected', 'uncertain', 'awaiting', 'unreviewed']);
  const shown = rows.filter(({ state, visits }) => visits > 0 || always.has(state));
  return pen.table(
    captions.reviews,
    [c.state, c.visits, c.counted, ...(tame ? [c.countedDomestic] : [])],
    [
      ...shown.map(({ state, ...row }): ReportCell[] => [states[state], ...cells(row)]),
      [total, ...cells(sum).map((text, index) => ({ text, link: sumLink(pen, index) }))],
    ],
    { sum: true },
  );
}

/** All visits; those that count of wild animals; those of domestic ones. */
function sumLink(pen: Pen, index: number): string | undefined {
  const { links, figures } = pen;
  return [links.allVisits(figures), links.visits(figures), links.domestic(figures)][index];
}
