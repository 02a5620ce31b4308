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
  const sections = (
    blocks: readonly Block[],
    first: (section: number) => string,
    name: (section: number) => string,
  ) => {
    let [section, part] = [0, 0];
    return blocks.map((block): Block => {
      if (block.kind !== 'heading') return captioned(block);
      if (block.level === 1) {
        [section, part] = [section + 1, 0];
        return { ...block, text: first(section) + block.text };
      }
      part += 1;
      return {
        ...block,
        text: `${name(section)}.${part}　`.replace('　', document.lang === 'zh' ? '　' : ' ') + block.text,
      };
    });
  };
  const gap = document.lang === 'zh' ? '　' : ' ';
  const letter = (section: number) => String.fromCharCode(64 + section);
  return {
    ...document,
    summary: document.summary.map(captioned),
    blocks: sections(document.blocks, (section) => `${section}${gap}`, String),
    appendix: sections(document.appendix, (section) => numerals.appendix(letter(section)), letter),
  };
}
