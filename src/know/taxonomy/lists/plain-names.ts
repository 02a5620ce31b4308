/** A line of names: which one it is, from 1, and the names that it gives of one taxon. */
interface NamesLine {
  readonly record: number;
  readonly names: readonly string[];
}

/** What people put before a name in a list: a bullet, a number. */
const BULLET = /^\s*(?:[-*•·–—]+\s+|[(（]?\d+\s*[.．、)）:：]\s*)/;
const HAN = /\p{Script=Han}[\p{Script=Han}·()（）]*/u;
const BINOMIAL = /\b[A-Z][a-z]+ [a-z][a-z-]{2,}\b/;

/**
 * Lines that are names and nothing else, as one types or copies them: a name in any language, or several of one taxon side by side, behind a
 * bullet or a number.
 */
export function plainNames(rows: readonly (readonly string[])[]): NamesLine[] {
  return rows.flatMap((row, index): NamesLine[] => {
    const cells = row.map((cell) => cell.replace(BULLET, '').trim()).filter((cell) => /\p{L}/u.test(cell));
    if (cells.length === 0) return [];
    // A comma may stand in a name, before its author's year.
    const texts = [...new Set([row.join(', ').replace(BULLET, '').trim(), ...cells])];
    const parts = texts.flatMap((text) => [text, BINOMIAL.exec(text)?.[0], HAN.exec(text)?.[0]]);
    return [{ record: index + 1, names: [...new Set(parts.filter((part) => part !== undefined))] }];
  });
}
