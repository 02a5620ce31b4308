import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Block, ReportCell, ReportDocument } from './blocks.ts';

const STYLE = `
  body { font: 15px/1.5 "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #222; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { margin-bottom: 0; } h2 { margin-top: 2.2rem; border-bottom: 1px solid #999; break-after: avoid; }
  .subtitle { color: #555; margin-top: .2rem; }
  .wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .86rem; margin: .6rem 0; }
  th, td { border: 1px solid #bbb; padding: .2rem .45rem; text-align: left; vertical-align: top; } th { background: #eef1ee; }
  td.day { white-space: nowrap; } td.number { text-align: right; font-variant-numeric: tabular-nums; } a { color: #1d5a45; }
  figure { margin: 1rem 0; break-inside: avoid; } figure img { max-width: 20rem; max-height: 16rem; } figure svg { max-width: 100%; height: auto; }
  figcaption { color: #444; font-size: .85rem; } tr { break-inside: avoid; }
  @media print { body { margin: 0; max-width: none; font-size: 10pt; } table { font-size: 7pt; } th, td { padding: .1rem .22rem; } td.day { white-space: normal; } .wide { overflow: visible; } a { color: inherit; } }
  @page { size: A4 landscape; margin: 14mm; }`;

/**
 * A report as one HTML file that needs no network: charts and pictures are in it.
 * @param data the data folder, that pictures are in
 */
export async function toHtml({ lang, title, subtitle, blocks }: ReportDocument, data: string): Promise<string> {
  const body = await Promise.all(blocks.map((block) => html(block, data)));
  return [
    '<!doctype html>',
    `<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${safe(title)}</title><style>${STYLE}</style></head>`,
    `<body><h1>${safe(title)}</h1><p class="subtitle">${safe(subtitle)}</p>`,
    ...body,
    '</body></html>',
    '',
  ].join('\n');
}

async function html(block: Block, data: string): Promise<string> {
  switch (block.kind) {
    case 'heading':
      return `<h2>${safe(block.text)}</h2>`;
    case 'text':
      return `<p>${safe(block.text)}</p>`;
    case 'chart':
      return `<figure role="img" aria-label="${safe(block.caption)}">${block.svg}<figcaption>${safe(block.caption)}</figcaption></figure>`;
    case 'picture': {
      const picture = await readFile(join(data, block.file)).catch(() => undefined);
      const image = picture ? `<img alt="" src="data:image/jpeg;base64,${picture.toString('base64')}">` : '';
      return `<figure>${image}<figcaption>${safe(block.caption)}</figcaption></figure>`;
    }
    case 'table': {
      const head = block.head.map((text) => `<th>${safe(text)}</th>`).join('');
      const rows = block.rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
      return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>\n${rows}\n</tbody></table></div>`;
    }
  }
}

function cell(of: ReportCell): string {
  const text = typeof of === 'string' ? of : of.text;
  const inner = typeof of === 'string' ? safe(of) : `<a href="${safe(of.link)}">${safe(of.text)}</a>`;
  const look = /^\d{4}-\d\d-\d\d$/.test(text)
    ? ' class="day"'
    : /^-?[\d.,:–]+( %)?$/.test(text)
      ? ' class="number"'
      : '';
  return `<td${look}>${inner}</td>`;
}

function safe(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (letter) => names[letter]!);
}
