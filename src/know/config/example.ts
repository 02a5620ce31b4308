import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, LineCounter, type Pair, type ParsedNode, parseDocument, stringify } from 'yaml';
import type { TRANSPORTS } from '../../base/address.ts';
import { ROOT } from '../../base/package.ts';
import type { Listing } from '../taxonomy/checklist.ts';
import { checklistYaml } from './checklist-yaml.ts';
import { cameraSchema } from './schema.ts';

/** What a deployer is asked for, checked. */
export interface Answers {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
  /** Name of a region's list, or `world`. */
  readonly region: string;
  /** What the site lists itself; the region's list goes beside it. */
  readonly taxa?: readonly Listing[];
}

/** The least that a camera file says. */
export interface FirstCamera {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** A smaller stream of the same picture. */
  readonly analysisUrl?: string;
  readonly transport?: (typeof TRANSPORTS)[number];
}

/** Text of `roost.yaml`: the example with these answers in it, every other key explained and at its default. @param port of its page */
export function boxFile({ name, latitude, longitude, timeZone }: Answers, port?: number): string {
  return filled('roost.example.yaml', {
    site: { name, latitude, longitude, timeZone },
    ...(port !== undefined && { api: { port } }),
  });
}

/** Text of `site.yaml`: the site's own taxa, or by a region's list alone, with the place for the site's own explained. */
export function checklistFile({ region, taxa }: Answers): string {
  if (taxa)
    return checklistYaml({
      ...{ name: 'site', taxa, header: ['The taxa known at the site, as they were given at its first start.'] },
      // No prior at all and a list would contradict each other.
      ...(region !== 'world' && { region }),
    });
  return filled('site.example.yaml', { name: 'site', region }, ['taxa']);
}

/** Text of a camera file: what is no default of the schema stands there as an example, commented out. */
export function cameraFile(camera: FirstCamera): string {
  const defaults = cameraSchema.parse({ id: camera.id, name: camera.name, url: camera.url }) as Record<string, unknown>;
  const shown = parseDocument(example('cameras/example.yaml.txt')).toJS() as Record<string, unknown>;
  const others = Object.keys(shown).filter(
    (key) => !(key in camera) && JSON.stringify(shown[key]) !== JSON.stringify(defaults[key]),
  );
  const secret = (id: string) => id.toUpperCase().replaceAll('-', '_');
  const text = filled('cameras/example.yaml.txt', { ...camera }, others);
  return text.replaceAll(secret(String(shown.id)), secret(camera.id));
}

/** Text of `secrets.env`: every key explained, none set. */
export function secretsFile(): string {
  return withoutCopying(example('secrets.example.env'));
}

type Values = { readonly [key: string]: string | number | Values };

/**
 * An example with other values. All but these stays as it stands, to the byte, with its comments.
 * @param values by key, nested as in the file; each must be a key of the example
 * @param off keys at the top that are commented out
 */
function filled(file: string, values: Values, off: readonly string[] = []): string {
  const text = example(file);
  const lines = new LineCounter();
  const root = parseDocument(text, { lineCounter: lines }).contents;
  const pairs = isMap(root) ? (root.items as unknown as Pair<ParsedNode, ParsedNode>[]) : [];
  const hidden = new Set<number>();
  for (const { key, value } of pairs) {
    if (!isScalar(key) || !off.includes(String(key.value))) continue;
    const last = lines.linePos(Math.max(key.range[0], (value?.range[1] ?? 1) - 1)).line;
    for (let line = lines.linePos(key.range[0]).line; line <= last; line++) hidden.add(line);
  }
  const places = placesOf(root, values).sort((a, b) => b.from - a.from);
  let changed = text;
  for (const { from, to, value } of places) changed = changed.slice(0, from) + scalar(value) + changed.slice(to);
  return withoutCopying(
    changed
      .split('\n')
      .map((line, index) => (hidden.has(index + 1) ? `# ${line}`.trimEnd() : line))
      .join('\n'),
  );
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly value: string | number;
}

/** Where in the text each value stands. */
function placesOf(node: unknown, values: Values): Place[] {
  return Object.entries(values).flatMap(([key, value]): Place[] => {
    const found = isMap(node) ? (node.get(key, true) as ParsedNode | undefined) : undefined;
    if (!found) throw new Error(`an example has no key ${key}`);
    return typeof value === 'object' ? placesOf(found, value) : [{ from: found.range[0], to: found.range[1], value }];
  });
}

/** A value on one line, quoted where YAML would read it as anything else. */
function scalar(value: string | number): string {
  // Only its own line break: a name may end in a blank of another kind.
  const plain = stringify(value, { lineWidth: 0 }).replace(/\n$/, '');
  return plain.includes('\n') ? JSON.stringify(value) : plain;
}

const example = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** The head of an example says where to copy it to; what was written is there. */
const withoutCopying = (text: string) => text.replace(/ Copy to .*/, '');
