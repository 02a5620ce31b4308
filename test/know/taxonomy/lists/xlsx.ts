import { ZipFile } from 'yazl';

/** A cell: text, a number, a day as the serial number that a date format shows, or a formula with the value it last had. */
export type XlsxCell =
  | string
  | number
  | null
  | { readonly day: number }
  | { readonly formula: string; readonly value?: string };

const NS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DOC = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A workbook as a spreadsheet writes it, with the sheets given; parts that are asked for are added or replaced. */
export async function xlsx(
  sheets: Readonly<Record<string, readonly (readonly XlsxCell[])[]>>,
  parts: Readonly<Record<string, string | Buffer>> = {},
): Promise<Buffer> {
  const names = Object.keys(sheets);
  const files: Record<string, string | Buffer> = {
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${DOC}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${NS}" xmlns:r="${DOC}"><sheets>${names.map((name, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, n) => `<Relationship Id="rId${n + 1}" Type="${DOC}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`).join('')}<Relationship Id="rId99" Type="${DOC}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${XML}<styleSheet xmlns="${NS}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(Object.values(sheets).map((rows, n) => [`xl/worksheets/sheet${n + 1}.xml`, sheet(rows)])),
    ...parts,
  };
  return zip(files);
}

/** A zip of the files given. */
export async function zip(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const writer = new ZipFile();
  for (const [name, content] of Object.entries(files)) writer.addBuffer(Buffer.from(content as string), name);
  writer.end();
  const chunks: Buffer[] = [];
  for await (const chunk of writer.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function sheet(rows: readonly (readonly XlsxCell[])[]): string {
  const lines = rows.map(
    (row, y) => `<row r="${y + 1}">${row.map((cell, x) => element(cell, `${column(x)}${y + 1}`)).join('')}</row>`,
  );
  return `${XML}<worksheet xmlns="${NS}"><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

const column = (x: number) => String.fromCharCode(65 + x);

function element(cell: XlsxCell, at: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return `<c r="${at}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  if ('day' in cell) return `<c r="${at}" s="1"><v>${cell.day}</v></c>`;
  return `<c r="${at}" t="str"><f>${escaped(cell.formula)}</f>${cell.value === undefined ? '' : `<v>${escaped(cell.value)}</v>`}</c>`;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
