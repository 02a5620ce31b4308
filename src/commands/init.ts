import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { messageOf, RoostError } from '../base/errors.ts';
import { boxFile, cameraFile, checklistFile, type FirstCamera, secretsFile } from '../know/config/example.ts';
import type { Asking } from './asking.ts';
import { answered, type InitCommand, type Wanted } from './init-questions.ts';

/** A file that is to be written. */
interface Planned {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/**
 * Writes `roost.yaml`, `site.yaml`, `secrets.env` and, where one is named, the file of the first camera, each with every key
 * explained. Nothing is ever written over.
 * @param folder where the box is to live; made where it is not there
 * @param asking asks for what no option says; undefined where nobody can be asked
 * @param print takes a line for each file, and what to do next
 * @throws RoostError naming every mistake and every option that is missing, or the files that are there; nothing is written then
 */
export async function init(
  folder: string,
  options: InitCommand,
  asking: Asking | undefined,
  print: (line: string) => void,
): Promise<void> {
  const place = resolve(folder);
  refuseWhatIsThere(place, ['roost.yaml', 'site.yaml']);
  const wanted = await answered(options, asking);
  const planned = filesOf(place, wanted);
  refuseWhatIsThere(
    place,
    planned.map(({ path }) => relative(place, path)),
  );
  await writeAll(planned);
  const shown = (path: string) => (relative('', path).startsWith('..') ? path : relative('', path) || '.');
  for (const { path } of planned) print(`Wrote ${shown(path)}`);
  for (const line of next(wanted.camera, shown(place))) print(line);
}

function filesOf(place: string, { site, camera }: Wanted): Planned[] {
  const file = (name: string, text: string, mode = 0o644): Planned => ({ path: join(place, name), text, mode });
  const secrets = file('secrets.env', secretsFile(), 0o600);
  return [
    file('roost.yaml', boxFile(site)),
    file('site.yaml', checklistFile(site)),
    // Secrets that are there are kept: they name no site.
    ...(existsSync(secrets.path) ? [] : [secrets]),
    ...(camera ? [file(join('cameras', `${camera.id}.yaml`), cameraFile(camera))] : []),
  ];
}

function refuseWhatIsThere(place: string, names: readonly string[]): void {
  const there = names.filter((name) => existsSync(join(place, name)));
  if (there.length === 0) return;
  const hint = 'Name another folder, or move what is there aside';
  throw new RoostError('init', place, `${there.join(' and ')} ${there.length > 1 ? 'are' : 'is'} there already`, hint);
}

/** All of them or none. */
async function writeAll(planned: readonly Planned[]): Promise<void> {
  const written: string[] = [];
  try {
    for (const { path, text, mode } of planned) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { flag: 'wx', mode });
      written.push(path);
    }
  } catch (cause) {
    for (const path of written) await rm(path, { force: true });
    throw new RoostError('init', dirname(planned[0]!.path), messageOf(cause), 'Nothing was written', { cause });
  }
}

function next(camera: FirstCamera | undefined, place: string): string[] {
  const at = place === '.' ? '' : ` -c ${join(place, 'roost.yaml')}`;
  return [
    'Next:',
    ...(camera
      ? [`  put the camera's user and password into ${join(place, 'secrets.env')}`]
      : [
          '  roost camera find    # lists the cameras of the network',
          `  roost camera add ADDRESS --user USER${at}    # finds its streams, writes its file and the log-in`,
        ]),
    `  roost check${at}    # tries every camera and model`,
    `  roost start${at}`,
  ];
}
