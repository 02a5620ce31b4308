import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { TRANSPORTS } from '../base/address.ts';
import { messageOf, RoostError } from '../base/errors.ts';
import { leaveTo, newFile } from '../base/whole-file.ts';
import { formsFor, readTyped } from '../box/cameras/address.ts';
import { checkCamera } from '../box/cameras/check.ts';
import { placeOf } from '../box/cameras/place.ts';
import { addSecrets } from '../know/config/add-secrets.ts';
import { readSite } from '../know/config/config.ts';
import { cameraFile } from '../know/config/example.ts';
import { type CameraConfig, cameraSchema } from '../know/config/schema.ts';
import { type Credentials, cameraPrefix, readSecrets } from '../know/config/secrets.ts';
import { tryForms } from '../see/capture/try-forms.ts';
import { audited, hasLog } from './access.ts';

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

/** In a stream of fewer pixels a bird of a fiftieth of the picture's width is less than a dozen pixels wide. */
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
  const box = readSite(options.config);
  const { start, path, user: written } = readTyped(typed);
  const secretsFile = join(folder, 'secrets.env');
  const secrets = readSecrets(secretsFile, environment);
  const place = placeOf(join(folder, 'cameras'), options);
  const user = options.user ?? written;
  const known = secrets.camera(place.id);
  const credentials = user === undefined ? known : { user, password: await tools.password(user) };
  const { url, analysisUrl, analysis } = await tryForms(start, formsFor(path), {
    credentials,
    transport: options.transport,
    signal,
    tell: print,
    ...(tools.pause !== undefined && { pause: tools.pause }),
  });
  const { id, name, file } = place;
  const camera = cameraSchema.parse({ id, name, url, analysisUrl, transport: options.transport });
  const told = { what: 'roost camera add', subject: id, body: { name, ...(user !== undefined && { user }) } };
  const write = async () => {
    await writeCamera(file, camera);
    print(`Wrote ${file}`);
    if (credentials && !same(credentials, known)) await writeSecrets(secretsFile, id, credentials, file, print);
  };
  await (hasLog(box) ? audited(box, told, write) : write());
  await mkdir(options.stills, { recursive: true });
  const own = { secrets: { ...secrets, camera: () => credentials } };
  const { good, lines } = await checkCamera(camera, own, options.stills, signal);
  for (const line of lines) print(line);
  if (analysis && analysis.width * analysis.height < SMALL)
    print(
      `${id}: the stream for analysis is small (${analysis.width}x${analysis.height}): small birds are lost in it. ` +
        `Set it larger in the camera, or take analysisUrl out of ${file}, which costs more CPU`,
    );
  print('Look at the still. A box that runs watches the camera after its next start.');
  return good;
}

function same(a: Credentials, b: Credentials | undefined): boolean {
  return a.user === b?.user && a.password === b.password;
}

/** @param file of the camera, which goes again where its secrets cannot be written */
async function writeSecrets(
  secretsFile: string,
  id: string,
  { user, password }: Credentials,
  file: string,
  print: (line: string) => void,
): Promise<void> {
  const prefix = cameraPrefix(id);
  const values = { [`${prefix}_USER`]: user, [`${prefix}_PASSWORD`]: password };
  try {
    await addSecrets(secretsFile, values);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  print(`Wrote ${Object.keys(values).join(' and ')} into ${secretsFile}`);
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
    await newFile(file, text);
  } catch (cause) {
    throw new RoostError('write', file, messageOf(cause), 'Nothing was written', { cause });
  }
}
