import { appendix } from './appendix.ts';
import type { Block, ReportDocument } from './blocks.ts';
import { classPart } from './class-part.ts';
import { corrected } from './corrected.ts';
import type { Figures } from './figures.ts';
import { highlights } from './highlights.ts';
import { methods } from './methods.ts';
import { numbered } from './numbered.ts';
import { overall } from './overall.ts';
import { Pen, type Style } from './pen.ts';
import { summaryFacts } from './summary.ts';
import { survey } from './survey.ts';
import { tide } from './tide.ts';
import { times } from './times.ts';

/** The figures of a half-year as a document. */
export function compose(figures: Figures, style: Style): ReportDocument {
  const pen = new Pen(figures, style);
  const { half, until, known } = figures;
  const { words, sentences } = pen;
  const { unit, author, reviewer } = style.by ?? {};
  const lines = { unit, author, reviewer, date: style.date };
  return numbered({
    lang: style.lang,
    title: [style.site, words.title],
    subtitle: `${words.half(half.year, half.half)}${words.between[0]}${pen.day(half.from)} – ${pen.day(until - 1)}${words.between[1]}`,
    cover: {
      lines: (['unit', 'author', 'reviewer', 'date'] as const).map((key) => ({
        name: words.cover[key],
        value: lines[key],
      })),
      signature: words.signature,
    },
    summaryTitle: words.summary,
    summary: [
      ...(until < half.to ? [pen.text(sentences.until(pen.day(until - 1)))] : []),
      ...(known ? sentences.summary(summaryFacts(pen)) : [sentences.unknown]).map((text) => pen.text(text)),
    ],
    blocks: [
      ...survey(pen),
      ...methods(pen),
      ...(known ? results(pen) : pen.section(words.sections.results, pen.text(sentences.unknown))),
      ...pen.section(words.sections.limits, ...(known ? corrected(pen) : [])),
      ...pen.part(words.sections.limitsOf, ...sentences.limits.map((text) => pen.text(text))),
    ],
    ...appendix(pen),
  });
}

function results(pen: Pen): Block[] {
  return [
    ...pen.section(pen.words.sections.results, ...overall(pen)),
    ...pen.figures.classes.flatMap((one) => classPart(pen, one)),
    ...highlights(pen),
    ...times(pen),
    ...tide(pen),
  ];
}
