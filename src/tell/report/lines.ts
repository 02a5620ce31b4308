import { type ReportCell, type ReportTable, textOf } from './blocks.ts';

/** A line of a table on paper or screen. */
export type TableLine = (
  | { readonly cells: readonly ReportCell[] }
  /** What the rows below lie within, over all columns. */
  | { readonly group: string }
) & {
  /** Not to be parted from the next line by the end of a page. */
  readonly keep: boolean;
};

/** A table of no more lines stays together. */
export const SHORT = 12;
/** Of a longer one, so many lines at its start and at its end do. */
const TOGETHER = 3;

/** The lines of a table: what rows lie within is told above the first of them. */
export function tableLines({ rows, within = 0 }: Pick<ReportTable, 'rows' | 'within'>): TableLine[] {
  let last: string | undefined;
  const lines = rows.flatMap(
    (row): (Omit<TableLine, 'keep'> & ({ cells: readonly ReportCell[] } | { group: string }))[] => {
      const group = row.slice(0, within).map(textOf).filter(Boolean).join('　');
      const line = { cells: row.slice(within) };
      if (within === 0 || group === last) return [line];
      last = group;
      return [{ group }, line];
    },
  );
  return lines.map((line, index) => {
    const edge = lines.length <= SHORT || index < TOGETHER - 1 || index >= lines.length - TOGETHER;
    return { ...line, keep: index < lines.length - 1 && (edge || 'group' in line) };
  });
}

/** Which columns hold numbers and nothing else. */
export function numberColumns({ head, rows, within = 0 }: Pick<ReportTable, 'head' | 'rows' | 'within'>): boolean[] {
  return head.slice(within).map((_, index) => {
    const cells = rows.map((row) => textOf(row[index + within] ?? ''));
    return (
      cells.some((text) => text !== '') &&
      cells.every((text) => /^[-−]?[\d.,]*( ?%)?$|^–$|^[\d.]+\s?–\s?[\d.]+$/.test(text))
    );
  });
}
