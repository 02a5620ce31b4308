import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Block, type Cover, type ReportDocument, type ReportPicture, titleOf } from './blocks.ts';
import { STYLE } from './html-style.ts';
import { htmlTable } from './html-table.ts';
import { safe, unbroken } from './html-text.ts';

/**
 * A report as one HTML file that needs no network: charts and pictures are in it.
 * @param data the data folder, that pictures are in
 */
export async function toHtml(document: ReportDocument, data: string): Promise<string> {
  const { lang, subtitle, cover, summary, blocks, appendix, across } = document;
  const title = safe(titleOf(document));
  const written = async (some: readonly Block[], first: number) =>
    Promise.all(some.map((block, index) => html(block, data, first + index)));
  const summed = await written(summary, 0);
  const body = await written(blocks, 0);
  const lists = await written(appendix, blocks.length);
  const wide = await written(across, blocks.length + appendix.length);
  return [
    '<!doctype html>',
    `<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>`,
    `<body><header class="cover"><h1>${document.title.map((line) => `<span>${safe(line)}</span>`).join('')}</h1><p class="subtitle">${safe(subtitle)}</p>${signed(cover)}</header>`,
    contents([...blocks, ...appendix, ...across]),
    `<main><section><h2>${safe(document.summaryTitle)}</h2>`,
    ...summed,
    '</section>',
    ...body,
    '<div class="appendix">',
    ...lists,
    '</div><div class="appendix across">',
    ...wide,
    '</div></main></body></html>',
    '',
  ].join('\n');
}

function signed({ lines, signature: [sign = '', date = '', stamp = ''] }: Cover): string {
  const facts = lines.map(({ name, value = '' }) => `<dt>${safe(name)}</dt><dd>${safe(value)}</dd>`).join('');
  const blank = [sign, date].map((name) => `<span>${safe(name)}: ______________</span>`).join('');
  return `<dl>${facts}</dl><div class="signature">${blank}<span class="stamp">${safe(stamp)}</span></div>`;
}

/** Leads to the sections. Headings are known by their place among the blocks. */
function contents(blocks: readonly Block[]): string {
  const entries = blocks.map((block, index) =>
    block.kind === 'heading' && block.level === 1 ? `<li><a href="#s${index}">${safe(block.text)}</a></li>` : '',
  );
  return `<nav><ul>${entries.join('')}</ul></nav>`;
}

async function html(block: Block, data: string, index: number): Promise<string> {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level + 1} id="s${index}">${safe(block.text)}</h${block.level + 1}>`;
    case 'text':
      return `<p>${unbroken(block.text)}</p>`;
    case 'chart':
      return `<figure class="chart" role="img" aria-label="${safe(block.caption)}"><div class="wide">${block.svg}</div><figcaption>${unbroken(block.caption)}</figcaption></figure>`;
    case 'pictures': {
      const figures = await Promise.all(block.pictures.map((picture) => pictureOf(picture, data)));
      return `<div class="pictures">${figures.join('\n')}</div>`;
    }
    case 'table':
      return htmlTable(block);
  }
}

async function pictureOf({ caption, file, link }: ReportPicture, data: string): Promise<string> {
  const picture = await readFile(join(data, file)).catch(() => undefined);
  const image = picture
    ? `<img alt="${safe(caption)}" src="data:image/jpeg;base64,${picture.toString('base64')}">`
    : '';
  const linked = link === undefined ? image : `<a href="${safe(link)}">${image}</a>`;
  return `<figure>${linked}<figcaption>${unbroken(caption)}</figcaption></figure>`;
}
