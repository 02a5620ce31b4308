import type { Block, ReportDocument } from './blocks.ts';

/** How headings and captions are numbered in one language. */
interface Numerals {
  readonly table: (number: number) => string;
  readonly figure: (number: number) => string;
  readonly appendix: (letter: string) => string;
}

const NUMERALS: Readonly<Record<'zh' | 'en', Numerals>> = {
  zh: {
    table: (number) => `表 ${number}　`,
    figure: (number) => `图 ${number}　`,
    appendix: (letter) => `附录 ${letter}　`,
  },
  en: {
    table: (number) => `Table ${number}. `,
    figure: (number) => `Figure ${number}. `,
    appendix: (letter) => `Appendix ${letter}. `,
  },
};

/** A document with its sections, tables and figures numbered in their order, each of them through the whole of it. */
export function numbered(document: ReportDocument): ReportDocument {
  const numerals = NUMERALS[document.lang];
  const next = { table: 0, figure: 0 };
  const captioned = (block: Block): Block => {
    switch (block.kind) {
      case 'table':
        return { ...block, caption: numerals.table(++next.table) + block.caption };
      case 'chart':
        return { ...block, caption: numerals.figure(++next.figure) + block.caption };
      case 'pictures': {
        const pictures = block.pictures.map((picture) => {
          return { ...picture, caption: numerals.figure(++next.figure) + picture.caption };
        });
        return { ...block, pictures };
      }
      default:
        return block;
    }
  };
  const gap = document.lang === 'zh' ? '　' : ' ';
  const sections = (
    blocks: readonly Block[],
    name: (section: number) => string,
    lead: (name: string) => string,
    begun = 0,
  ) => {
    let [section, part] = [begun, 0];
    return blocks.map((block): Block => {
      if (block.kind !== 'heading') return captioned(block);
      [section, part] = block.level === 1 ? [section + 1, 0] : [section, part + 1];
      const number = block.level === 1 ? lead(name(section)) : `${name(section)}.${part}${gap}`;
      return { ...block, text: number + block.text };
    });
  };
  const letter = (section: number) => String.fromCharCode(64 + section);
  const first = document.appendix.filter((block) => block.kind === 'heading' && block.level === 1).length;
  return {
    ...document,
    summary: document.summary.map(captioned),
    blocks: sections(document.blocks, String, (name) => `${name}${gap}`),
    appendix: sections(document.appendix, letter, numerals.appendix),
    across: sections(document.across, letter, numerals.appendix, first),
  };
}
