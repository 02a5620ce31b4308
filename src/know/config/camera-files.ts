import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, isNode, isSeq, parseDocument } from 'yaml';
import { messageOf, RoostError } from '../../base/errors.ts';
import { readCamera } from './config.ts';
import { parseYaml } from './read.ts';
import { type CameraConfig, cameraSchema } from './schema.ts';

/**
 * The file of a camera; undefined where none of the folder is its.
 * @param folder that of the camera files
 * @throws RoostError where a file cannot be read
 */
export function fileOfCamera(folder: string, id: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return files.map((name) => join(folder, name)).find((file) => readCamera(file).id === id);
}

/**
 * A camera file's text with other values. Comments and the order of its keys stay, and so does every key that is not named.
 * @param changes by key; undefined takes the key out, an object changes the keys within it
 * @throws RoostError naming what would be wrong in the file
 */
export function changedCamera(
  text: string,
  file: string,
  changes: Readonly<Record<string, unknown>>,
): { readonly text: string; readonly camera: CameraConfig } {
  const document = parseDocument(text);
  if (!isMap(document.contents)) throw new RoostError('change', file, 'it is no camera file');
  change(document, [], changes);
  const written = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return { text: written, camera: parseYaml(written, file, cameraSchema) };
}

function change(document: Document, at: readonly string[], changes: object): void {
  for (const [key, value] of Object.entries(changes)) {
    const path = [...at, key];
    if (value === undefined) document.deleteIn(path);
    else if (isPlain(value)) {
      if (!isMap(document.getIn(path, true))) document.setIn(path, document.createNode({}));
      change(document, path, value);
    } else document.setIn(path, nodeOf(document, value));
  }
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Corners of a polygon on one line, as in the example. */
function nodeOf(document: Document, value: unknown) {
  const node = document.createNode(value);
  if (isSeq(node))
    for (const item of node.items) {
      const polygon = isMap(item) && item.get('polygon', true);
      if (isNode(polygon) && isSeq(polygon)) polygon.flow = true;
    }
  return node;
}

/** The text of a camera's file. @throws RoostError where it cannot be read */
export function cameraText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RoostError('read', file, messageOf(cause), 'Name a file that this user may read', { cause });
  }
}
