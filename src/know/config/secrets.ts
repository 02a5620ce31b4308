import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { RoostError } from '../../base/errors.ts';

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
  /** What webhooks are signed with. */
  readonly webhookSecret: string | undefined;
  /** Who sends mail; undefined where the server asks for nobody. */
  readonly smtp: Credentials | undefined;
  /** What a channel of alerts asks for. @param name as in roost.yaml */
  channel(name: string): ChannelSecrets;
}

/** What a receiver of alerts asks for; never logged, never told by the API. */
export interface ChannelSecrets {
  /** What the header `Authorization` says. */
  readonly authorization: string | undefined;
}

/**
 * Reads secrets from the environment and from `secrets.env` beside roost.yaml; the environment wins.
 * Keys: `ROOST_CAMERA_<ID>_USER`, `ROOST_CAMERA_<ID>_PASSWORD` (the id in capitals, `-` as `_`), the same without an id
 * for all cameras (`ROOST_CAMERA_USER`, `ROOST_CAMERA_PASSWORD`), `ROOST_API_TOKEN`, and of alerts `ROOST_WEBHOOK_SECRET`,
 * `ROOST_SMTP_USER` and `ROOST_SMTP_PASSWORD`, `ROOST_ALERT_<CHANNEL>_AUTHORIZATION`.
 * @throws RoostError where others than the owner may read or write the file
 */
export function readSecrets(file: string, environment: NodeJS.ProcessEnv): Secrets {
  const values = { ...fromFile(file), ...environment };
  const pair = (prefix: string): Credentials | undefined => {
    const user = values[`${prefix}_USER`];
    return user ? { user, password: values[`${prefix}_PASSWORD`] ?? '' } : undefined;
  };
  return {
    camera: (id) => pair(`ROOST_CAMERA_${id.toUpperCase().replaceAll('-', '_')}`) ?? pair('ROOST_CAMERA'),
    apiToken: values.ROOST_API_TOKEN || undefined,
    webhookSecret: values.ROOST_WEBHOOK_SECRET || undefined,
    smtp: pair('ROOST_SMTP'),
    channel: (name) => {
      const prefix = `ROOST_ALERT_${name.toUpperCase().replaceAll('-', '_')}`;
      return { authorization: values[`${prefix}_AUTHORIZATION`] || undefined };
    },
  };
}

function fromFile(file: string): NodeJS.Dict<string> {
  if (!existsSync(file)) return {};
  const mode = statSync(file).mode & 0o777;
  if (mode & 0o077)
    throw new RoostError(
      'read secrets',
      file,
      `others can read it (mode ${mode.toString(8)})`,
      `Run: chmod 600 ${file}`,
    );
  return parseEnv(readFileSync(file, 'utf8'));
}
