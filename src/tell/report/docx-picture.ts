import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AlignmentType,
  BorderStyle,
  ExternalHyperlink,
  ImageRun,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx';
import sharp from 'sharp';
import type { ReportPicture } from './blocks.ts';
import { SIZE } from './docx-style.ts';
import { textRun } from './docx-text.ts';

/** Widths on the page, pixels of 1/96 inch. */
const CHART = 590;
const PICTURE = { width: 270, height: 200 };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE };

/** A chart as a picture of twice its size, with its caption below. */
export async function docxChart({ svg, caption }: { svg: string; caption: string }): Promise<Paragraph[]> {
  const { data, info } = await sharp(Buffer.from(svg), { density: 144 }).png().toBuffer({ resolveWithObject: true });
  const transformation = { width: CHART, height: Math.round((CHART * info.height) / info.width) };
  return [
    new Paragraph({
      ...{ alignment: AlignmentType.CENTER, keepNext: true },
      children: [new ImageRun({ type: 'png', data, transformation, altText: described(caption) })],
    }),
    new Paragraph({ children: [textRun(caption)], style: 'ReportCaption' }),
  ];
}

/** Pictures two by two, each with its caption below. @param width of the page without margins, in twentieths of a point */
export async function docxPictures(
  pictures: readonly ReportPicture[],
  data: string,
  width: number,
): Promise<(Table | Paragraph)[]> {
  const half = Math.floor(width / 2);
  const cells = await Promise.all(
    pictures.map(async (picture) => {
      const children = await pictureOf(picture, data);
      return new TableCell({ borders: BORDERS, width: { size: half, type: WidthType.DXA }, children });
    }),
  );
  const empty = () =>
    new TableCell({ borders: BORDERS, width: { size: half, type: WidthType.DXA }, children: [new Paragraph('')] });
  const size = { size: width, type: WidthType.DXA };
  // A table for each two: programs part rows of one table from each other less well.
  return Array.from({ length: Math.ceil(cells.length / 2) }, (_, row) => {
    const children = [cells[2 * row]!, cells[2 * row + 1] ?? empty()];
    return [
      new Table({
        ...{ layout: TableLayoutType.FIXED, width: size, columnWidths: [half, half], borders: BORDERS },
        rows: [new TableRow({ cantSplit: true, children })],
      }),
      new Paragraph({ text: '', spacing: { line: 120 } }),
    ];
  }).flat();
}

async function pictureOf({ caption, file, link }: ReportPicture, data: string): Promise<Paragraph[]> {
  const bytes = await readFile(join(data, file)).catch(() => undefined);
  const image = bytes ? [await imageOf(bytes, caption)] : [];
  const text = textRun(caption, { size: SIZE.caption });
  return [
    ...image,
    new Paragraph({
      style: 'ReportCaption',
      children: [link === undefined ? text : new ExternalHyperlink({ link, children: [text] })],
    }),
  ];
}

/** In a frame of one size, so that captions are beside each other. */
async function imageOf(bytes: Buffer, caption: string): Promise<Paragraph> {
  const [width, height] = [2 * PICTURE.width, 2 * PICTURE.height];
  const data = await sharp(bytes)
    .resize({ width, height, fit: 'contain', background: '#ffffff' })
    .jpeg({ quality: 85 })
    .toBuffer();
  return new Paragraph({
    ...{ alignment: AlignmentType.CENTER, keepNext: true },
    children: [new ImageRun({ type: 'jpg', data, transformation: PICTURE, altText: described(caption) })],
  });
}

function described(caption: string) {
  return { name: caption, title: caption, description: caption };
}
