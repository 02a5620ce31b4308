/** One `NAME=value` of a file of variables, as it is meant. */
export interface EnvLine {
  readonly name: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/** A line that could be meant in two ways, or in none. Says never what stands in it. */
export interface EnvMistake {
  readonly line: number;
  /** What is wrong, and how to write it. */
  readonly why: string;
}

const COMMENT = /^\s*(?:#.*)?$/u;
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_]\w*)(\s*)=(.*)$/su;
/** What nobody sees: control characters, and marks that came along from a chat or a web page. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const BLANK_AT_END = /^\s|\s$/u;
const IN_SINGLE = /^'([^']*)'(.*)$/u;
const IN_DOUBLE = /^"((?:[^"\\]|\\.)*)"(.*)$/u;

/** How a value is quoted, whatever it holds. */
const HOW_TO_QUOTE =
  "put the value between single quotes (NAME='value'), or where it holds one itself, between double quotes with a \\ before each \" and \\ in it";

/**
 * Reads lines of `NAME=value`, for secrets: a value is what was written, or its line is refused. Programs differ on what a bare
 * `#`, a blank or a quote means, and a password that was cut is not told from a wrong one. Nothing is put in for `$`.
 * Bare values hold no blank at either end and no `#` at their start or after a blank. Between single quotes all stands as it is;
 * between double quotes a `\` stands before `"`, `\` and, if wished, `$`. A comment has a line of its own, or follows a closing quote.
 */
export function parseEnvLines(text: string): { lines: EnvLine[]; mistakes: EnvMistake[] } {
  const lines: EnvLine[] = [];
  const mistakes: EnvMistake[] = [];
  const seen = new Map<string, number>();
  for (const [index, raw] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .entries()) {
    if (COMMENT.test(raw)) continue;
    const line = index + 1;
    const read = readLine(raw);
    if ('why' in read) {
      mistakes.push({ line, why: read.why });
      continue;
    }
    const before = seen.get(read.name);
    if (before !== undefined) mistakes.push({ line, why: `${read.name} stands in line ${before} as well: keep one` });
    seen.set(read.name, line);
    lines.push({ ...read, line });
  }
  return { lines, mistakes };
}

/**
 * Writes a value so that {@link parseEnvLines} reads the same.
 * @throws RangeError for a line break or another control character, which no line can hold
 */
export function quoteEnvValue(value: string): string {
  if (/\p{Cc}/u.test(value)) throw new RangeError('it holds a line break or another control character');
  if (!value.includes("'")) return `'${value}'`;
  return `"${value.replace(/["\\]/gu, '\\$&')}"`;
}

function readLine(raw: string): { name: string; value: string } | { why: string } {
  const [, name = '', gap = '', rest = ''] = ASSIGNMENT.exec(raw) ?? [];
  if (name === '') return { why: 'this is no NAME=value, with a name of letters, digits and _' };
  // `NAME = value` is a way of writing; `NAME= value` may be a value that begins with a blank.
  const written = gap === '' ? rest : rest.replace(/^ /u, '');
  const value = meant(written);
  return typeof value === 'string' ? { name, value } : { why: `the value of ${name} ${value.why}` };
}

function meant(text: string): string | { why: string } {
  if (/\p{Cc}/u.test(text)) return { why: 'holds a tab or another control character: write it anew by hand' };
  if (/^['"]/u.test(text)) return quoted(text);
  if (UNSEEN.test(text))
    return { why: `holds a character that cannot be seen: write it anew by hand, or ${HOW_TO_QUOTE}` };
  if (BLANK_AT_END.test(text))
    return { why: `has a blank at its start or end: remove it, or if it belongs, ${HOW_TO_QUOTE}` };
  if (/^[`“”‘’„«「『]/u.test(text)) return { why: `starts with a quote that is neither ' nor ": ${HOW_TO_QUOTE}` };
  if (/^#|\s#/u.test(text))
    return { why: `has a # at its start or after a blank: ${HOW_TO_QUOTE}; a comment goes on a line of its own` };
  return text;
}

function quoted(text: string): string | { why: string } {
  const [, inside, after] = (text.startsWith("'") ? IN_SINGLE : IN_DOUBLE).exec(text) ?? [];
  if (inside === undefined) return { why: `starts with a quote that is not closed on its line: ${HOW_TO_QUOTE}` };
  if (!/^\s*(?:\s#.*)?$/u.test(after ?? '')) return { why: `goes on after its closing quote: ${HOW_TO_QUOTE}` };
  if (text.startsWith("'")) return inside;
  if (/\\[^"\\$]/u.test(inside.replace(/\\\\/gu, '')))
    return { why: `has a \\ before another sign than ", \\ or $: ${HOW_TO_QUOTE}` };
  return inside.replace(/\\(["\\$])/gu, '$1');
}
