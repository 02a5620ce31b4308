import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import { camerasIn } from '../../know/config/config.ts';
import { cameraSchema } from '../../know/config/schema.ts';

/**
 * The id, name and file that a new camera is to have.
 * @param folder that of the camera files
 * @param options what is wanted; the id is made from the name without one, else `camera-1` and so on
 * @param used ids that are not made up again: records carry them
 * @throws RoostError where they are taken or wrong
 */
export function placeOf(
  folder: string,
  options: { readonly id?: string | undefined; readonly name?: string | undefined },
  used: ReadonlySet<string> = new Set(),
): { id: string; name: string; file: string } {
  const taken = new Set(camerasIn(folder).map(({ id }) => id));
  const id = options.id ?? (slug(options.name ?? '') || free(folder, new Set([...taken, ...used])));
  const name = options.name ?? id;
  for (const [flag, schema, value] of [
    ['--id', cameraSchema.shape.id, id],
    ['--name', cameraSchema.shape.name, name],
  ] as const) {
    const read = schema.safeParse(value);
    if (!read.success) throw new RoostError('read', flag, read.error.issues[0]!.message);
  }
  const file = join(folder, `${id}.yaml`);
  if (taken.has(id) || existsSync(file)) throw new RoostError('add a camera to', folder, say('id-taken', { id }));
  return { id, name, file };
}

/** As much of a name as an id may hold; a name in Chinese gives none. */
function slug(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}

function free(folder: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const id = `camera-${number}`;
    if (!taken.has(id) && !existsSync(join(folder, `${id}.yaml`))) return id;
  }
}
