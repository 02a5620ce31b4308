import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Document,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import sharp from 'sharp';
import type { Block, ReportCell, ReportDocument } from './blocks.ts';

/** Width of pictures on the page, pixels. */
const CHART = 620;
const PICTURE = 300;
/** Font size of tables in half points. */
const SMALL = 15;

/**
 * A report as a Word document; charts are in it as pictures of twice their size.
 * @param data the data folder, that pictures are in
 */
export async function toDocx({ title, subtitle, blocks }: ReportDocument, data: string): Promise<Buffer> {
  const parts = await Promise.all(blocks.map((block) => partsOf(block, data)));
  const document = new Document({
    title,
    sections: [
      {
        properties: {
          page: {
            size: { orientation: PageOrientation.LANDSCAPE },
            margin: { top: 800, bottom: 800, left: 800, right: 800 },
          },
        },
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
          new Paragraph(subtitle),
          ...parts.flat(),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

async function partsOf(block: Block, data: string): Promise<(Paragraph | Table)[]> {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ text: block.text, heading: HeadingLevel.HEADING_1 })];
    case 'text':
      return [new Paragraph(block.text)];
    case 'table':
      return [table(block.head, block.rows)];
    case 'chart':
      return [await picture(Buffer.from(block.svg), CHART, 2 * 72), new Paragraph(block.caption)];
    case 'picture': {
      const file = await readFile(join(data, block.file)).catch(() => undefined);
      return [...(file ? [await picture(file, PICTURE)] : []), new Paragraph(block.caption)];
    }
  }
}

async function picture(file: Buffer, width: number, density = 72): Promise<Paragraph> {
  const { data, info } = await sharp(file, { density }).png().toBuffer({ resolveWithObject: true });
  const transformation = { width, height: Math.round((width * info.height) / info.width) };
  return new Paragraph({ children: [new ImageRun({ type: 'png', data, transformation })] });
}

function table(head: readonly string[], rows: readonly (readonly ReportCell[])[]): Table {
  const first = new TableRow({
    tableHeader: true,
    children: head.map((text) => cell(new TextRun({ text, bold: true, size: SMALL }))),
  });
  const others = rows.map((row) => new TableRow({ cantSplit: true, children: row.map((of) => cell(run(of))) }));
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: [first, ...others] });
}

function cell(child: TextRun | ExternalHyperlink): TableCell {
  return new TableCell({ children: [new Paragraph({ children: [child] })] });
}

function run(of: ReportCell): TextRun | ExternalHyperlink {
  if (typeof of === 'string') return new TextRun({ text: of, size: SMALL });
  return new ExternalHyperlink({
    link: of.link,
    children: [new TextRun({ text: of.text, style: 'Hyperlink', size: SMALL })],
  });
}
