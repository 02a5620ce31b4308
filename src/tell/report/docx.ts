import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { type Block, type Cover, type ReportDocument, titleOf } from './blocks.ts';
import { docxChart, docxPictures } from './docx-picture.ts';
import { PAGE, styles } from './docx-style.ts';
import { docxTable } from './docx-table.ts';
import { textRun } from './docx-text.ts';

const { width, height, margin, narrow } = PAGE;
const UPRIGHT = { size: { width, height }, margin: { top: margin, bottom: margin, left: margin, right: margin } };
const ACROSS = {
  size: { width, height, orientation: PageOrientation.LANDSCAPE },
  margin: { top: narrow, bottom: narrow, left: narrow, right: narrow },
};
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

/**
 * A report as a Word document: title page, report, and the appendix across; charts are in it as pictures of twice their size.
 * @param data the data folder, that pictures are in
 */
export async function toDocx(document: ReportDocument, data: string): Promise<Buffer> {
  const { lang, title, subtitle, cover, summaryTitle, summary, blocks, appendix, across } = document;
  const heading: Block = { kind: 'heading', level: 1, text: summaryTitle };
  const body = await partsOf([heading, ...summary, ...blocks], data, width - 2 * margin);
  const lists = await partsOf(appendix, data, width - 2 * margin);
  const wide = await partsOf(across, data, height - 2 * narrow);
  const footers = { default: footer() };
  const word = new Document({
    ...{ title: titleOf(document), creator: cover.lines[0]?.value ?? 'Roost', styles: styles(lang) },
    sections: [
      { properties: { page: UPRIGHT }, children: coverPage(title, subtitle, cover) },
      { properties: { page: { ...UPRIGHT, pageNumbers: { start: 1 } } }, footers, children: body },
      { properties: { page: UPRIGHT }, footers, children: lists },
      ...(wide.length > 0 ? [{ properties: { page: ACROSS }, footers, children: wide }] : []),
    ],
  });
  return Packer.toBuffer(word);
}

function coverPage(title: readonly string[], subtitle: string, { lines, signature }: Cover): (Paragraph | Table)[] {
  const rows = lines.map(({ name, value = '' }) => coverRow(name, value));
  const [sign = '', date = '', stamp = ''] = signature;
  return [
    new Paragraph({
      heading: HeadingLevel.TITLE,
      children: title.map((text, index) => new TextRun({ text, ...(index > 0 && { break: 1 }) })),
    }),
    new Paragraph({ alignment: AlignmentType.CENTER, style: 'ReportCover', text: subtitle }),
    new Paragraph({ text: '', spacing: { before: 1600 } }),
    new Table({
      ...{ layout: TableLayoutType.FIXED, alignment: AlignmentType.CENTER, columnWidths: [2200, 5000] },
      ...{ width: { size: 7200, type: WidthType.DXA }, rows },
    }),
    new Paragraph({ text: '', spacing: { before: 300 } }),
    new Table({
      ...{ layout: TableLayoutType.FIXED, alignment: AlignmentType.CENTER, columnWidths: [2200, 5000] },
      width: { size: 7200, type: WidthType.DXA },
      rows: [coverRow(sign, ''), coverRow(date, '')],
    }),
    new Paragraph({ style: 'ReportCover', alignment: AlignmentType.RIGHT, text: stamp }),
  ];
}

function coverRow(name: string, value: string): TableRow {
  const cell = (text: string, size: number, bottom: typeof LINE | typeof NONE) =>
    new TableCell({
      borders: { top: NONE, left: NONE, right: NONE, bottom },
      width: { size, type: WidthType.DXA },
      children: [new Paragraph({ text, style: 'ReportCover' })],
    });
  return new TableRow({ children: [cell(name, 2200, NONE), cell(value, 5000, LINE)] });
}

function footer(): Footer {
  const number = new TextRun({ children: [PageNumber.CURRENT] });
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [number] })] });
}

async function partsOf(blocks: readonly Block[], data: string, width: number): Promise<(Paragraph | Table)[]> {
  const parts = await Promise.all(blocks.map((block) => partOf(block, data, width)));
  return parts.flat();
}

async function partOf(block: Block, data: string, width: number): Promise<(Paragraph | Table)[]> {
  switch (block.kind) {
    case 'heading': {
      const heading = block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2;
      return [new Paragraph({ text: block.text, heading })];
    }
    case 'text':
      return [new Paragraph({ children: [textRun(block.text)], style: 'ReportText' })];
    case 'table':
      return docxTable(block, width);
    case 'chart':
      return docxChart(block);
    case 'pictures':
      return docxPictures(block.pictures, data, width);
  }
}
