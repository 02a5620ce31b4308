import { AlignmentType, type IStylesOptions } from 'docx';

/** Widths on A4, in twentieths of a point: upright with margins of 25 mm, across with margins of 20 mm. */
export const PAGE = { width: 11_906, height: 16_838, margin: 1417, narrow: 1134 };

/** Sizes in half points: 12 pt text, 9 pt in tables, as Chinese reports have them (小四, 小五). */
export const SIZE = { text: 24, table: 18, caption: 21 };

/** Chinese text in SimSun (宋体), its headings in SimHei (黑体): both come with Word and WPS. Latin letters in Times New Roman. */
const body = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: '宋体' };
const bold = { ...body, eastAsia: '黑体' };
const heading = (size: number, before: number) => ({
  run: { font: bold, size, bold: true, color: '000000' },
  paragraph: { spacing: { before, after: 120 }, keepNext: true, keepLines: true },
});

/** How a report looks in Word. @param lang of the text; a Chinese paragraph begins with a space of two characters */
export function styles(lang: 'zh' | 'en'): IStylesOptions {
  return {
    default: {
      document: {
        run: { font: body, size: SIZE.text, language: { value: 'en-US', eastAsia: 'zh-CN' } },
      },
      title: {
        run: { font: bold, size: 48, bold: true, color: '000000' },
        paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 2400, after: 400 } },
      },
      heading1: heading(32, 360),
      heading2: heading(28, 240),
    },
    paragraphStyles: [
      {
        ...{ id: 'ReportText', name: 'Report text', basedOn: 'Normal', quickFormat: true },
        paragraph: {
          spacing: { line: 360, after: lang === 'zh' ? 0 : 120 },
          alignment: AlignmentType.BOTH,
          ...(lang === 'zh' && { indent: { firstLine: 2 * 10 * SIZE.text } }),
        },
      },
      {
        ...{ id: 'ReportCaption', name: 'Report caption', basedOn: 'Normal', quickFormat: true },
        run: { font: bold, size: SIZE.caption },
        paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 160, after: 80 } },
      },
      {
        ...{ id: 'ReportNote', name: 'Report note', basedOn: 'Normal', quickFormat: true },
        run: { size: SIZE.table },
        paragraph: { spacing: { before: 60, after: 200 } },
      },
      {
        ...{ id: 'ReportCover', name: 'Report cover', basedOn: 'Normal', quickFormat: true },
        run: { size: 28 },
        paragraph: { spacing: { before: 120, after: 120 } },
      },
    ],
  };
}
