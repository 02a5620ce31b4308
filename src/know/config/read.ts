import { readFileSync } from 'node:fs';
import { closest, distance } from 'fastest-levenshtein';
import { type Document, isMap, isPair, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { z } from 'zod';
import { messageOf, RoostError } from '../../base/errors.ts';

type Path = readonly PropertyKey[];

/**
 * Reads a YAML file and checks it against a schema.
 * @throws RoostError naming every mistake with file, line, key, and the nearest right key
 */
export function readYaml<S extends z.ZodType>(file: string, schema: S): z.infer<S> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RoostError('read', file, messageOf(cause), 'Name a file that this user may read', { cause });
  }
  return parseYaml(text, file, schema);
}

/** {@link readYaml} for text that is at hand; `file` is only its name in messages. */
export function parseYaml<S extends z.ZodType>(text: string, file: string, schema: S): z.infer<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) {
    const line = lines.linePos(broken.pos[0]).line;
    throw new RoostError('read', `${file}:${line}`, broken.message, 'YAML wants "key: value", indented by spaces');
  }
  const parsed = schema.safeParse(plain(document, file) ?? {});
  if (parsed.success) return parsed.data;
  const root = document.contents;
  const mistakes = parsed.error.issues.flatMap((issue) => describe(issue, schema, root, lines, file));
  throw new RoostError('check', file, mistakes.join('; '));
}

function describe(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  root: ParsedNode | null,
  lines: LineCounter,
  file: string,
): string[] {
  const where = (path: Path) => `${file}:${lineOf(root, path, lines)}`;
  const key = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => {
      const right = nearest(name, keysAt(schema, issue.path));
      return `unknown key ${name} in ${where([...issue.path, name])}${right ? `, did you mean ${right}?` : ''}`;
    });
  // What is wrong with a key stands within.
  if (issue.code === 'invalid_key')
    return issue.issues.map(({ message }) => `${key} in ${where(issue.path)}: ${message}`);
  const missing = issue.code === 'invalid_type' && issue.message.includes('received undefined');
  if (missing) return [`missing key ${key} in ${where(issue.path.slice(0, -1))}`];
  return [`${key || 'the file'} in ${where(issue.path)}: ${issue.message}`];
}

/** The document as plain values; an alias without its anchor is only found here. */
function plain(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new RoostError('read', file, messageOf(cause), 'Quote a value that starts with * or &', { cause });
  }
}

/** The keys that a schema allows at a path. */
function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  type Json = { properties?: Record<string, Json>; items?: Json };
  let json: Json | undefined = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  for (const part of path) json = typeof part === 'number' ? json?.items : json?.properties?.[String(part)];
  return Object.keys(json?.properties ?? {});
}

/** The known word that a mistaken one most likely meant, if any is near enough. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const best = closest(word, [...known]);
  return distance(word.toLowerCase(), best.toLowerCase()) <= Math.max(2, Math.ceil(best.length / 3)) ? best : undefined;
}

/** Line (from 1) of the key at a path, or of its nearest parent that exists. */
function lineOf(root: ParsedNode | null, path: Path, lines: LineCounter): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === part);
      if (!pair) break;
      offset = (pair.key as ParsedNode).range[0];
      node = pair.value;
    } else {
      const items = (node as { items?: unknown[] } | null)?.items;
      const item = items?.[Number(part)] as ParsedNode | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    }
  }
  return lines.linePos(offset).line;
}
