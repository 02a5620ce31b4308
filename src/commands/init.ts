import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { messageOf, RoostError } from '../base/errors.ts';
import { newFile } from '../base/whole-file.ts';
import { boxFile, cameraFile, checklistFile, secretsFile } from '../know/config/example.ts';
import { cameraSchema } from '../know/config/schema.ts';
import type { Asking } from './asking.ts';
import { answered, type InitCommand, type Wanted, type WantedCamera } from './init-questions.ts';

/** A file that is to be written. */
interface Planned {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/** What the command needs of its surroundings. */
export interface InitTools {
  /** Has a person asked; undefined where nobody can be. */
  readonly ask: (<T>(use: (asking: Asking) => Promise<T>) => Promise<T>) | undefined;
  /** Finds a camera's streams and writes its file and log-in, as `roost camera add`. */
  readonly addCamera: (config: string, camera: WantedCamera) => Promise<boolean>;
  readonly print: (line: string) => void;
}

/**
 * Writes `roost.yaml`, `site.yaml` and `secrets.env`, each with every key explained, and adds the first camera where one is named. A
 * camera that does not answer yet gets its file all the same where its whole address was given. Nothing is ever written over.
 * @param folder where the box is to live; made where it is not there
 * @returns true where the first camera answered, or none was named
 * @throws RoostError naming every mistake and every option that is missing, or the files that are there; nothing is written then
 */
export async function init(folder: string, options: InitCommand, tools: InitTools): Promise<boolean> {
  const { ask, print } = tools;
  const place = resolve(folder);
  refuseWhatIsThere(place, ['roost.yaml', 'site.yaml']);
  const { site, camera } = ask ? await ask((asking) => answered(options, asking)) : await answered(options, undefined);
  if (camera) refuseWhatIsThere(place, [join('cameras', `${camera.id}.yaml`)]);
  const planned = filesOf(place, site);
  await writeAll(planned);
  const shown = (path: string) => (relative('', path).startsWith('..') ? path : relative('', path) || '.');
  for (const { path } of planned) print(`Wrote ${shown(path)}`);
  const added = camera ? await tryCamera(place, camera, tools) : 'none';
  for (const line of next(added, shown(place))) print(line);
  return added === 'tried' || !camera;
}

/**
 * Writes the files of a box that has no camera yet.
 * @param port of its page
 * @throws RoostError where one is there; nothing is written then
 */
export async function writeSite(place: string, site: Wanted['site'], port?: number): Promise<void> {
  refuseWhatIsThere(place, ['roost.yaml', 'site.yaml']);
  await writeAll(filesOf(place, site, port));
}

/** What became of the first camera: it answered, its file was written untried, or there is none. */
type Added = 'tried' | 'untried' | 'none';

async function tryCamera(place: string, camera: WantedCamera, { addCamera, print }: InitTools): Promise<Added> {
  try {
    return (await addCamera(join(place, 'roost.yaml'), camera)) ? 'tried' : 'untried';
  } catch (error) {
    print(`The camera was not added: ${messageOf(error)}`);
  }
  const { id, name, address } = camera;
  if (!cameraSchema.safeParse({ id, name, url: address }).success) return 'none';
  const path = join(place, 'cameras', `${id}.yaml`);
  if (!existsSync(path)) await writeAll([{ path, text: cameraFile({ id, name, url: address }), mode: 0o644 }]);
  print(`Wrote ${path} as it was named; roost check tries it again`);
  return 'untried';
}

function filesOf(place: string, site: Wanted['site'], port?: number): Planned[] {
  const file = (name: string, text: string, mode = 0o644): Planned => ({ path: join(place, name), text, mode });
  const secrets = file('secrets.env', secretsFile(), 0o600);
  // Secrets that are there are kept: they name no site.
  const more = existsSync(secrets.path) ? [] : [secrets];
  return [file('roost.yaml', boxFile(site, port)), file('site.yaml', checklistFile(site)), ...more];
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
      await newFile(path, text, mode);
      written.push(path);
    }
  } catch (cause) {
    for (const path of written) await rm(path, { force: true });
    throw new RoostError('init', dirname(planned[0]!.path), messageOf(cause), 'Nothing was written', { cause });
  }
}

function next(added: Added, place: string): string[] {
  const at = place === '.' ? '' : ` -c ${join(place, 'roost.yaml')}`;
  const add = [
    '  roost camera find    # lists the cameras of the network',
    `  roost camera add ADDRESS --user USER${at}    # finds its streams, writes its file and the log-in`,
  ];
  return [
    'Next:',
    ...(added === 'none' ? add : []),
    ...(added === 'untried'
      ? [`  see that the camera's user and password stand in ${join(place, 'secrets.env')}`]
      : []),
    `  roost check${at}    # tries every camera and model`,
    `  roost start${at}`,
  ];
}
