import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf, RoostError } from '../../base/errors.ts';
import { parseEnvLines } from './env-lines.ts';
import { nearest } from './read.ts';

/** User and password of a camera. Never logged, never put into an error, never answered by the API. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Everything secret that a box knows. */
export interface Secrets {
  /** The camera's own credentials, else those shared by all cameras. */
  camera(id: string): Credentials | undefined;
  /** What callers of the API must show; undefined where none is set. */
  readonly apiToken: string | undefined;
  /** What receivers of the pushed feed ask for. */
  readonly push?: PushSecrets;
  /** Every secret there is, for whoever must keep them out of a text: no names of users. */
  readonly all: readonly string[];
  /** What a channel of alerts asks for. @param name as in roost.yaml */
  channel(name: string): ChannelSecrets;
  /**
   * Reads the files anew: cameras have from then on what stands there, and `all` holds it too. What was read of anything else stays.
   * @throws RoostError as `readSecrets`; nothing is changed then
   */
  readAgain?(): void;
}

/** Beside the camera files, for log-ins that the box itself was given: it may write there and nowhere else of its configuration. */
export const CAMERA_SECRETS = join('cameras', 'secrets.env');

/** What a receiver of alerts asks for; never logged, never told by the API. */
export interface ChannelSecrets {
  /** Where it is, where roost.yaml does not say so: the addresses of robots are keys. */
  readonly url: string | undefined;
  /** What messages are signed with. */
  readonly secret: string | undefined;
  /** What the header `Authorization` says. */
  readonly authorization: string | undefined;
  /** Who sends mail. */
  readonly login: Credentials | undefined;
  /** Who logs in at a broker. */
  readonly broker?: Credentials | undefined;
}

/** What receivers of the pushed feed ask for. */
export interface PushSecrets {
  /** What batches are signed with. */
  readonly secret: string | undefined;
  /** What their header `Authorization` says. */
  readonly authorization: string | undefined;
  /** Who logs in at the broker. */
  readonly mqtt: Credentials | undefined;
}

/** Every secret but those of single cameras and channels of alerts. A name that is not here is refused in the file, as it would be read by nobody. */
const NAMES = [
  'ROOST_API_TOKEN',
  'ROOST_WEBHOOK_SECRET',
  'ROOST_PUSH_SECRET',
  'ROOST_PUSH_AUTHORIZATION',
  'ROOST_MQTT_USER',
  'ROOST_MQTT_PASSWORD',
  'ROOST_SMTP_USER',
  'ROOST_SMTP_PASSWORD',
  'ROOST_CAMERA_USER',
  'ROOST_CAMERA_PASSWORD',
] as const;
const OF_ONE =
  /^ROOST_(?:CAMERA_[A-Z0-9_]+_(?:USER|PASSWORD)|ALERT_[A-Z0-9_]+_(?:URL|SECRET|AUTHORIZATION|USER|PASSWORD))$/;
const OF_CAMERA = /^ROOST_CAMERA_(?:[A-Z0-9_]+_)?(?:USER|PASSWORD)$/;
const PASSWORD = /_PASSWORD$/;

/** How the names of a camera's own secrets begin: `east-1` has `ROOST_CAMERA_EAST_1`, to which `_USER` and `_PASSWORD` are added. */
export function cameraPrefix(id: string): string {
  return `ROOST_CAMERA_${id.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * Reads secrets from the environment and from `secrets.env` beside roost.yaml; the environment wins, and is taken exactly as it is.
 * Log-ins of cameras are also read from `cameras/secrets.env`, which wins over `secrets.env`.
 * Names: `ROOST_CAMERA_<ID>_USER`, `ROOST_CAMERA_<ID>_PASSWORD` (the id in capitals, `-` as `_`), the same without an id
 * for all cameras (`ROOST_CAMERA_USER`, `ROOST_CAMERA_PASSWORD`), `ROOST_API_TOKEN`, and of alerts `ROOST_WEBHOOK_SECRET`,
 * `ROOST_SMTP_USER` and `ROOST_SMTP_PASSWORD`, of the pushed feed `ROOST_PUSH_SECRET`, `ROOST_PUSH_AUTHORIZATION`, `ROOST_MQTT_USER` and
 * `ROOST_MQTT_PASSWORD`, and of one channel `ROOST_ALERT_<NAME>_URL`, `_SECRET`, `_AUTHORIZATION`, `_USER` and `_PASSWORD`.
 * @throws RoostError where others than the owner may read or write the file, where a line may be meant in two ways (`parseEnvLines`),
 * where a name is unknown or a value is empty (a camera's password may be), where a password stands without its user, and where a token
 * could not be sent in a header. It never holds a value.
 */
export function readSecrets(file: string, environment: NodeJS.ProcessEnv): Secrets {
  const read = (): Values => {
    const own = fromFile(join(dirname(file), CAMERA_SECRETS), (name) => OF_CAMERA.test(name));
    const found = { ...fromFile(file), ...own, ...fromEnvironment(environment) };
    checkToken(found.ROOST_API_TOKEN);
    checkPairs(found);
    return found;
  };
  const values = read();
  const secretIn = (found: Values) =>
    Object.entries(found).flatMap(([name, value]) => (value && !name.endsWith('_USER') ? [value] : []));
  const all = secretIn(values);
  const pair = (prefix: string): Credentials | undefined => {
    const user = values[`${prefix}_USER`];
    return user === undefined ? undefined : { user, password: values[`${prefix}_PASSWORD`] ?? '' };
  };
  return {
    camera: (id) => pair(cameraPrefix(id)) ?? pair('ROOST_CAMERA'),
    apiToken: values.ROOST_API_TOKEN,
    push: {
      secret: values.ROOST_PUSH_SECRET,
      authorization: values.ROOST_PUSH_AUTHORIZATION,
      mqtt: pair('ROOST_MQTT'),
    },
    all,
    readAgain: () => {
      const found = read();
      // What was a secret stays one: a log must not tell it either.
      all.push(...secretIn(found).filter((secret) => !all.includes(secret)));
      for (const name of Object.keys({ ...values, ...found })) if (OF_CAMERA.test(name)) values[name] = found[name];
    },
    channel: (name) => {
      const prefix = `ROOST_ALERT_${name.toUpperCase().replaceAll('-', '_')}`;
      return {
        url: values[`${prefix}_URL`],
        secret: values[`${prefix}_SECRET`] ?? (name === 'webhook' ? values.ROOST_WEBHOOK_SECRET : undefined),
        authorization: values[`${prefix}_AUTHORIZATION`],
        login: pair(prefix) ?? pair('ROOST_SMTP'),
        broker: pair(prefix) ?? pair('ROOST_MQTT'),
      };
    },
  };
}

type Values = Record<string, string | undefined>;

function isKnownName(name: string): boolean {
  return (NAMES as readonly string[]).includes(name) || OF_ONE.test(name);
}

/** A camera may have a user without a password; whatever else is empty was meant to be something. */
function mayBeEmpty(name: string): boolean {
  return PASSWORD.test(name) && name.startsWith('ROOST_CAMERA_');
}

function fromEnvironment(environment: NodeJS.ProcessEnv): Values {
  const known = Object.entries(environment).filter(([name]) => isKnownName(name));
  for (const [name, value = ''] of known) {
    const refuse = (why: string, hint: string) => new RoostError('read environment', name, why, hint);
    if (value === '' && !mayBeEmpty(name)) throw refuse('is empty', 'Give it a value, or do not set it');
    if (/\p{Cc}/u.test(value))
      throw refuse(
        'holds a line break or another control character',
        'Set it anew; files of variables must not end their lines with CR LF',
      );
    // What Node puts where the system's bytes are no UTF-8.
    if (value.includes('\uFFFD')) throw refuse('is not UTF-8', 'Set it in a UTF-8 locale');
  }
  return Object.fromEntries(known);
}

function fromFile(file: string, isKnown = isKnownName): Values {
  if (!existsSync(file)) return {};
  const mode = statSync(file).mode & 0o777;
  if (mode & 0o077)
    throw new RoostError(
      'read secrets',
      file,
      `others can read it (mode ${mode.toString(8)})`,
      `Run: chmod 600 ${file}`,
    );
  const { lines, mistakes } = parseEnvLines(utf8(file));
  const unknown = lines
    .filter(({ name }) => !isKnown(name))
    .map(({ name, line }) => ({ line, why: unknownName(name) }));
  const empty = lines
    .filter(({ name, value }) => isKnown(name) && value === '' && !mayBeEmpty(name))
    .map(({ name, line }) => ({ line, why: `${name} is empty: give it a value, or remove the line` }));
  const wrong = [...mistakes, ...unknown, ...empty].sort((a, b) => a.line - b.line);
  if (wrong.length > 0)
    throw new RoostError('read secrets', file, wrong.map(({ line, why }) => `line ${line}: ${why}`).join('; '));
  return Object.fromEntries(lines.map(({ name, value }) => [name, value]));
}

function utf8(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const hint = 'It belongs to the user that runs Roost: run as that user, or give it the file with chown';
    throw new RoostError('read secrets', file, messageOf(cause), hint, { cause });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RoostError('read secrets', file, 'it is not UTF-8 text', 'Save it as UTF-8', { cause });
  }
}

function unknownName(name: string): string {
  const right = nearest(name, NAMES);
  return `nothing reads ${name}${right ? `, did you mean ${right}?` : ''}`;
}

/** A password without its user would be used for nobody. */
function checkPairs(values: Values): void {
  const alone = Object.keys(values).find(
    (name) => PASSWORD.test(name) && values[name.replace(PASSWORD, '_USER')] === undefined,
  );
  if (alone === undefined) return;
  throw new RoostError(
    'read secrets',
    alone,
    'stands without its user',
    `Set ${alone.replace(PASSWORD, '_USER')} as well`,
  );
}

/** A token travels in a header: what a header cannot hold would let nobody in. */
function checkToken(token: string | undefined): void {
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return;
  throw new RoostError(
    'read secrets',
    'ROOST_API_TOKEN',
    'holds a blank or a character beyond ASCII, which callers cannot send',
    'Make one with `openssl rand -hex 24`',
  );
}
