import type { ReportCell, ReportTable } from './blocks.ts';
import { safe, unbroken } from './html-text.ts';
import { numberColumns, SHORT, type TableLine, tableLines } from './lines.ts';
import { columnWidths } from './widths.ts';

/** On a screen, longer texts than this go on in the next line, in Latin letters. */
const SCREEN = 26;

/** A table as HTML. Columns that a number, a day or a name stands in are never narrower than it; wide tables are scrolled, not squeezed. */
export function htmlTable(table: ReportTable): string {
  const widths = columnWidths(table);
  const numbers = numberColumns(table);
  const lines = tableLines(table);
  const looks = widths.map(({ least, whole }, index) => ({
    class: [...(numbers[index] ? ['number'] : []), ...(whole <= least ? ['line'] : [])].join(' '),
    // On a screen there is more room: what does not fit is scrolled to.
    width: `--paper:${em(least)};--screen:${em(Math.min(whole, SCREEN))}`,
  }));
  const head = table.head
    .slice(table.within ?? 0)
    .map(
      (name, index) =>
        `<th scope="col" style="${looks[index]!.width}"${classed(looks[index]!.class.replace('line', '').trim())}>${safe(name)}</th>`,
    )
    .join('');
  const row = (line: TableLine, last: boolean) => {
    const kept = line.keep ? ['keep'] : [];
    if ('group' in line)
      return `<tr${classed(['group', ...kept].join(' '))}><th colspan="${widths.length}" scope="rowgroup">${safe(line.group)}</th></tr>`;
    const cells = line.cells.map((cell, index) => `<td${classed(looks[index]!.class)}>${content(cell)}</td>`).join('');
    return `<tr${classed([...(last && table.sum ? ['sum'] : []), ...kept].join(' '))}>${cells}</tr>`;
  };
  const rows = lines.map((line, index) => row(line, index === lines.length - 1));
  const note = table.note === undefined ? '' : `<p class="note">${unbroken(table.note)}</p>`;
  return [
    `<figure class="table${lines.length <= SHORT ? ' short' : ''}"><figcaption>${unbroken(table.caption)}</figcaption>`,
    `<div class="wide" tabindex="0" role="region" aria-label="${safe(table.caption)}"><table><thead><tr>${head}</tr></thead>`,
    `<tbody>\n${rows.join('\n')}\n</tbody></table></div>${note}</figure>`,
  ].join('\n');
}

/** A letter is about half as wide as it is high. */
function em(letters: number): string {
  return `${(letters / 2 + 0.5).toFixed(1)}em`;
}

function content(cell: ReportCell): string {
  if (typeof cell === 'string') return unbroken(cell);
  return cell.link === undefined ? unbroken(cell.text) : `<a href="${safe(cell.link)}">${unbroken(cell.text)}</a>`;
}

function classed(name: string): string {
  return name === '' ? '' : ` class="${name}"`;
}
