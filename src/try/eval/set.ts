import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import sharp from 'sharp';
import type { Box } from '../../base/domain.ts';
import { messageOf, RoostError } from '../../base/errors.ts';
import { isWithin } from '../../know/taxonomy/taxa.ts';
import { mediumOf } from '../replay/endings.ts';
import type { LeftOut } from '../replay/left-out.ts';
import { walk } from '../replay/walk.ts';
import { type ClipAnimal, readClipTruth } from './set-clip.ts';
import { readSetCsv, type SetRow } from './set-csv.ts';
import { type Named, namedCell, namedStart, notNamed } from './set-names.ts';

/** A picture or clip with what it shows. */
export interface SetItem {
  /** Where it is. */
  readonly path: string;
  /** Relative to the set, with slashes. */
  readonly file: string;
  readonly source: 'picture' | 'clip';
  /** Id of the taxon that it shows; undefined for a blank, and for a clip whose `animals` are of several taxa. */
  readonly taxon?: string;
  /** The narrower taxon that it shows and that the taxonomy lacks: any verdict narrower than `taxon` is wrong. */
  readonly lacks?: string;
  /** Where the animal is, as fractions. */
  readonly box?: Box;
  readonly count?: number;
  /** Only for clips with a truth file; none for a clip without an animal. */
  readonly animals?: readonly ClipAnimal[];
}

/** A labelled set. Everything in it is either an item or unclear. */
export interface EvalSet {
  readonly items: readonly SetItem[];
  readonly unclear: readonly LeftOut[];
}

/** So far beyond the picture's edge a box may reach, as a fraction of the picture. */
const SLACK = 0.02;
/** A set's CSV inside of its folder. */
const TRUTH = 'truth.csv';

/**
 * Reads a set: a folder of pictures and clips named by taxon (by the innermost folder whose name is one and the start of
 * the file's name, the narrower of the two) or with a `truth.csv`; a CSV (file, taxon, box, count) with files relative to
 * it; clips with a truth `NAME.json` beside them; or a single clip or picture.
 * @throws RoostError where there is no such path, or nothing in it that could be evaluated
 */
export async function readSet(path: string, signal?: AbortSignal): Promise<EvalSet> {
  const root = resolve(path);
  const set = await readAny(root, signal);
  if (set.items.length === 0) {
    const [first] = set.unclear;
    const reason = first
      ? `nothing in it is understood (${first.file}: ${first.reason})`
      : 'there are no pictures or clips in it';
    throw new RoostError('read set', path, reason, 'Name folders or files by taxon, or list them in a CSV: file,taxon');
  }
  return set;
}

async function readAny(root: string, signal?: AbortSignal): Promise<EvalSet> {
  const found = await stat(root).catch((cause: unknown) => {
    throw new RoostError('read set', root, messageOf(cause), 'Name a folder, a CSV or a clip', { cause });
  });
  if (!found.isDirectory()) {
    return extname(root).toLowerCase() === '.csv'
      ? readCsv(root, signal)
      : collect(dirname(root), [basename(root)], signal);
  }
  const below = await walk([root], signal ?? new AbortController().signal);
  const files = below.files.map((file) => relative(root, file));
  const lost = below.leftOut.map(({ file, reason }) => ({ file: relative(root, file), reason }));
  if (!files.includes(TRUTH)) {
    const { items, unclear } = await collect(root, files, signal);
    return { items, unclear: [...lost, ...unclear] };
  }
  const { items, unclear } = await readCsv(join(root, TRUTH), signal);
  const listed = new Set([...items, ...unclear].map(({ file }) => resolve(root, file)));
  const unlisted = files.filter((file) => sourceOf(file) && !listed.has(join(root, file)));
  return {
    items,
    unclear: [...lost, ...unclear, ...unlisted.map((file) => ({ file, reason: `is not listed in ${TRUTH}` }))],
  };
}

async function readCsv(csv: string, signal?: AbortSignal): Promise<EvalSet> {
  const items: SetItem[] = [];
  const unclear: LeftOut[] = [];
  for (const row of readSetCsv(await readFile(csv), csv)) {
    signal?.throwIfAborted();
    const read = await itemOfRow(row, dirname(csv));
    if ('reason' in read) unclear.push(read);
    else items.push(read);
  }
  return { items, unclear };
}

async function itemOfRow(row: SetRow, root: string): Promise<SetItem | LeftOut> {
  const { file, count } = row;
  const named = namedCell(row.taxon);
  const reason = row.problem ?? (named ? undefined : notNamed(row.taxon));
  if (reason || !named) return { file, reason: reason ?? '' };
  const path = resolve(root, file);
  const source = sourceOf(file);
  if (!source) return { file, reason: 'is neither a picture nor a clip' };
  try {
    await stat(path);
    const box = row.box && (row.box.unit === 'fraction' ? row.box.box : await fractions(row.box.box, path));
    const inside = box && within(box);
    if (box && !inside) return { file, reason: 'its box reaches beyond the picture' };
    return {
      path,
      file,
      source,
      ...known(named),
      ...(inside ? { box: inside } : {}),
      ...(count === undefined ? {} : { count }),
    };
  } catch (error) {
    return { file, reason: messageOf(error) };
  }
}

/** The part of a box that lies in the picture; undefined where it reaches further out than rounding and drawing by hand do. */
function within({ x, y, w, h }: Box): Box | undefined {
  const right = x + w;
  const bottom = y + h;
  if (x >= 1 || y >= 1 || right > 1 + SLACK || bottom > 1 + SLACK) return undefined;
  return { x, y, w: right > 1 ? 1 - x : w, h: bottom > 1 ? 1 - y : h };
}

/** A box in pixels as fractions of its picture. */
async function fractions({ x, y, w, h }: Box, path: string): Promise<Box> {
  const { width, height } = (await sharp(path).metadata()).autoOrient;
  return { x: x / width, y: y / height, w: w / width, h: h / height };
}

async function collect(root: string, files: readonly string[], signal?: AbortSignal): Promise<EvalSet> {
  const items: SetItem[] = [];
  const unclear: LeftOut[] = [];
  const truths = new Set(files.filter((file) => sourceOf(file) === 'clip').map(truthOf));
  for (const file of files) {
    signal?.throwIfAborted();
    if (truths.has(file)) continue;
    const read = await itemOfFile(root, file, files);
    if ('reason' in read) unclear.push(read);
    else items.push(read);
  }
  return { items, unclear };
}

async function itemOfFile(root: string, native: string, files: readonly string[]): Promise<SetItem | LeftOut> {
  const file = native.split(sep).join('/');
  const path = join(root, native);
  const source = sourceOf(file);
  if (!source) return { file, reason: 'is neither a picture nor a clip' };
  if (source === 'clip' && (files.includes(truthOf(native)) || files.length === 1)) {
    const truth = await readFile(truthOf(path), 'utf8').catch(() => undefined);
    if (truth !== undefined) return clipOf(path, file, truth);
  }
  const parts = file.slice(0, -extname(file).length).split('/');
  const folders = parts.slice(0, -1).toReversed();
  const byFolder = folders.map(namedStart).find((name) => name);
  const byName = namedStart(parts.at(-1)!);
  const named = narrower(byFolder, byName);
  if (named) return { path, file, source, ...known(named) };
  const reason = byFolder
    ? "the file's name says another taxon than its folder's"
    : notNamed(folders[0] ?? parts.at(-1)!);
  return {
    file,
    reason: source === 'clip' ? `${reason}, and it has no truth ${basename(truthOf(file))} beside it` : reason,
  };
}

/** What folder and file say together: `birds/mallard-2` is a mallard, `birds/blank-1` a blank; undefined if they disagree. */
function narrower(folder: Named, name: Named): Named {
  if (!folder || !name) return folder ?? name;
  if (folder.taxon === undefined || name.taxon === undefined) return { taxon: undefined };
  if (isWithin(name.taxon, folder.taxon)) return name;
  return isWithin(folder.taxon, name.taxon) ? folder : undefined;
}

function clipOf(path: string, file: string, text: string): SetItem | LeftOut {
  try {
    const animals = readClipTruth(text, truthOf(file));
    const [first, ...others] = new Map(animals.map((animal) => [animal.taxon, animal])).values();
    const one = first && others.length === 0 ? known(first) : {};
    return { path, file, source: 'clip', ...one, animals };
  } catch (error) {
    return { file, reason: messageOf(error) };
  }
}

const truthOf = (clip: string) => `${clip.slice(0, -extname(clip).length)}.json`;

function sourceOf(file: string): SetItem['source'] | undefined {
  const medium = mediumOf(file);
  return medium === 'video' ? 'clip' : medium;
}

const known = ({ taxon, lacks }: NonNullable<Named>) => ({
  ...(taxon === undefined ? {} : { taxon }),
  ...(lacks === undefined ? {} : { lacks }),
});
