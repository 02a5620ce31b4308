import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { addressOf, type TRANSPORTS } from '../base/address.ts';
import { messageOf, RoostError } from '../base/errors.ts';
import { addSecrets, leaveTo } from '../know/config/add-secrets.ts';
import { ADDRESS_FORMS } from '../know/config/address-forms.ts';
import { camerasIn } from '../know/config/config.ts';
import { cameraFile } from '../know/config/example.ts';
import { type CameraConfig, cameraSchema } from '../know/config/schema.ts';
import { type Credentials, cameraPrefix, readSecrets, type Secrets } from '../know/config/secrets.ts';
import { type StreamForm, tryForms } from '../see/capture/try-forms.ts';
import { checkCamera } from './check.ts';

/** Options of `roost camera add` as typed. */
export interface CameraAddCommand {
  readonly user?: string;
  readonly name?: string;
  readonly id?: string;
  readonly transport: (typeof TRANSPORTS)[number];
  readonly stills: string;
  readonly config: string;
}

/** What the command needs of its surroundings. */
export interface CameraAddTools {
  readonly environment: NodeJS.ProcessEnv;
  /** Asks for the password of a user. */
  readonly password: (user: string) => Promise<string>;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
  /** Between two tries at the camera, ms. */
  readonly pause?: number;
}

/** A stream of fewer pixels shows a bird that is a twentieth of the width as a dozen pixels or two. */
const SMALL = 640 * 352;

/**
 * Finds a camera's streams, writes its file and its secrets, and keeps a still to look at. Nothing that is there is written over.
 * @param typed a host, `host:port`, or a whole address; it may name the user, and never holds a password
 * @returns true where the camera answered to all that was asked
 * @throws RoostError where the address is none, no stream was found, or a file is there; nothing is written then
 */
export async function cameraAdd(typed: string, options: CameraAddCommand, tools: CameraAddTools): Promise<boolean> {
  const { environment, signal, print } = tools;
  const folder = dirname(resolve(options.config));
  if (!existsSync(options.config))
    throw new RoostError('add a camera to', options.config, 'there is no such file', 'Make one with "roost init"');
  const { start, path, user: written } = readTyped(typed);
  const secretsFile = join(folder, 'secrets.env');
  const secrets = readSecrets(secretsFile, environment);
  const place = placeOf(join(folder, 'cameras'), options);
  const user = options.user ?? written;
  const known = secrets.camera(place.id);
  const credentials = await loginOf(user, known, tools);
  const { url, analysisUrl, analysis } = await tryForms(start, formsFor(path), {
    credentials,
    transport: options.transport,
    signal,
    tell: print,
    ...(tools.pause !== undefined && { pause: tools.pause }),
  });
  const { id, name, file } = place;
  const camera = cameraSchema.parse({ id, name, url, analysisUrl, transport: options.transport });
  await writeCamera(file, camera);
  print(`Wrote ${file}`);
  if (credentials && !same(credentials, known)) {
    const prefix = cameraPrefix(id);
    const values = { [`${prefix}_USER`]: credentials.user, [`${prefix}_PASSWORD`]: credentials.password };
    try {
      await addSecrets(secretsFile, values);
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
    print(`Wrote ${Object.keys(values).join(' and ')} into ${secretsFile}`);
  }
  await mkdir(options.stills, { recursive: true });
  const box: { secrets: Secrets } = { secrets: { ...secrets, camera: () => credentials } };
  const { good, lines } = await checkCamera(camera, box, options.stills, signal);
  for (const line of lines) print(line);
  if (analysis && analysis.width * analysis.height < SMALL)
    print(
      `${id}: the stream for analysis is small (${analysis.width}x${analysis.height}): small birds are lost in it. ` +
        `Set it larger in the camera, or take analysisUrl out of ${file}, which costs more CPU`,
    );
  print('Look at the still. A box that runs watches the camera after its next start.');
  return good;
}

/** Takes apart what was typed. Without a path, known forms are tried. */
function readTyped(typed: string): { start: string; path: string; user?: string } {
  const bare = isIPv6(typed.replace(/%.*$/, '')) ? `[${typed}]` : typed;
  const address = addressOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `rtsp://${bare}`);
  const refuse = (why: string, hint: string) => new RoostError('read', 'the address', why, hint);
  if ('mistake' in address)
    throw refuse(`it ${address.mistake}`, 'A host alone will do: known addresses are tried there');
  const { scheme, userinfo, host, path } = address;
  if (userinfo?.includes(':'))
    throw refuse(
      'it holds a password, which the list of processes and the history of the shell show',
      'Name the user with --user; the password is asked for. Change the one that you typed if others use this machine',
    );
  const start = `${scheme}://${host}`;
  if (scheme.startsWith('http') && (path === '' || path === '/'))
    throw refuse(
      'it names no picture or stream',
      'Give the whole address of a camera by HTTP, e.g. http://HOST/video.mjpg',
    );
  return { start, path: path === '/' ? '' : path, ...(userinfo && { user: decodeURIComponent(userinfo) }) };
}

/** A whole address is tried alone, with the substream of the form that it has; a host with all known forms. */
function formsFor(path: string): readonly StreamForm[] {
  if (path === '') return ADDRESS_FORMS;
  const known = ADDRESS_FORMS.find(({ main }) => main.toLowerCase() === path.toLowerCase());
  return [{ brand: known?.brand ?? 'As given', main: path, ...(known && { sub: known.sub }) }];
}

/** The id, name and file that the camera is to have. @throws RoostError where they are taken or wrong */
function placeOf(folder: string, options: CameraAddCommand): { id: string; name: string; file: string } {
  const taken = new Set(camerasIn(folder).map(({ id }) => id));
  const id = options.id ?? (slug(options.name ?? '') || free(folder, taken));
  const name = options.name ?? id;
  for (const [flag, schema, value] of [
    ['--id', cameraSchema.shape.id, id],
    ['--name', cameraSchema.shape.name, name],
  ] as const) {
    const read = schema.safeParse(value);
    if (!read.success) throw new RoostError('read', flag, read.error.issues[0]!.message);
  }
  const file = join(folder, `${id}.yaml`);
  if (taken.has(id) || existsSync(file))
    throw new RoostError('add a camera to', folder, `there is one with the id ${id}`, 'Name another with --id');
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

/** The log-in that is tried: of the user who is named, else the one that the box has for the camera. */
async function loginOf(user: string | undefined, known: Credentials | undefined, tools: CameraAddTools) {
  if (user === undefined || user === known?.user) return known;
  return { user, password: await tools.password(user) };
}

function same(a: Credentials, b: Credentials | undefined): boolean {
  return a.user === b?.user && a.password === b.password;
}

async function writeCamera(file: string, camera: CameraConfig): Promise<void> {
  const { id, name, url, analysisUrl, transport } = camera;
  const text = cameraFile({
    id,
    name,
    url,
    ...(analysisUrl && { analysisUrl }),
    ...(transport !== 'tcp' && { transport }),
  });
  try {
    const folder = dirname(file);
    if (!existsSync(folder)) {
      await mkdir(folder);
      await leaveTo(folder, dirname(folder));
    }
    await writeFile(file, text, { flag: 'wx' });
    await leaveTo(file, folder);
  } catch (cause) {
    throw new RoostError('write', file, messageOf(cause), 'Nothing was written', { cause });
  }
}
