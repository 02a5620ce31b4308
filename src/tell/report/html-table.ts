import type { ReportCell, ReportTable } from './blocks.ts';
import { safe } from './html-text.ts';
import { numberColumns, type TableLine, tableLines } from './lines.ts';
import { columnWidths } from './widths.ts';

/** Tables of no more rows are not parted by the end of a page. */
const SHORT = 12;

/** A table as HTML. Columns that a number, a day or a name stands in are never narrower than it; wide tables are scrolled, not squeezed. */
export function htmlTable(table: ReportTable): string {
  const widths = columnWidths(table);
  const numbers = numberColumns(table);
  const lines = tableLines(table);
  const looks = widths.map(({ least, whole }, index) => ({
    class: [...(numbers[index] ? ['number'] : []), ...(whole <= least ? ['line'] : [])].join(' '),
    least: `min-width:${(least / 2 + 0.5).toFixed(1)}em`,
  }));
  const head = table.head
    .slice(table.within ?? 0)
    .map(
      (name, index) =>
        `<th scope="col" style="${looks[index]!.least}"${classed(looks[index]!.class.replace('line', '').trim())}>${safe(name)}</th>`,
    )
    .join('');
  const row = (line: TableLine, last: boolean) => {
    if ('group' in line)
      return `<tr class="group"><th colspan="${widths.length}" scope="rowgroup">${safe(line.group)}</th></tr>`;
    const cells = line.cells.map((cell, index) => `<td${classed(looks[index]!.class)}>${content(cell)}</td>`).join('');
    return `<tr${last && table.sum ? ' class="sum"' : ''}>${cells}</tr>`;
  };
  const bodies: string[][] = [[]];
  for (const [index, line] of lines.entries()) {
    bodies.at(-1)!.push(row(line, index === lines.length - 1));
    if (!line.keep && index < lines.length - 1) bodies.push([]);
  }
  const note = table.note === undefined ? '' : `<p class="note">${safe(table.note)}</p>`;
  return [
    `<figure class="table${lines.length <= SHORT ? ' short' : ''}"><figcaption>${safe(table.caption)}</figcaption>`,
    `<div class="wide" tabindex="0" role="region" aria-label="${safe(table.caption)}"><table><thead><tr>${head}</tr></thead>`,
    ...bodies.map((rows) => `<tbody>\n${rows.join('\n')}\n</tbody>`),
    `</table></div>${note}</figure>`,
  ].join('\n');
}

function content(cell: ReportCell): string {
  if (typeof cell === 'string') return safe(cell);
  return cell.link === undefined ? safe(cell.text) : `<a href="${safe(cell.link)}">${safe(cell.text)}</a>`;
}

function classed(name: string): string {
  return name === '' ? '' : ` class="${name}"`;
}
