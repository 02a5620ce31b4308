import { isIP } from 'node:net';
import { addressOf } from '../../base/address.ts';
import { RoostError } from '../../base/errors.ts';
import { type Resolve, reachable } from '../../base/reachable.ts';
import { say } from '../../base/said/said.ts';
import type { Config } from '../../know/config/config.ts';
import { cameraSchema } from '../../know/config/schema.ts';
import type { Credentials } from '../../know/config/secrets.ts';
import { knock } from '../../see/capture/knock.ts';
import { tryForms } from '../../see/capture/try-forms.ts';
import type { AddressAsked } from '../../tell/server/camera-deps.ts';
import { formsFor, readTyped } from './address.ts';
import { type CameraChecked, lookAtCamera } from './check.ts';

/** A camera that answered at an address. */
export interface AddressFound {
  readonly url: string;
  readonly analysisUrl?: string;
  readonly transport: AddressAsked['transport'];
  readonly credentials: Credentials | undefined;
  readonly looked: CameraChecked;
  /** What may be told of it. */
  readonly told: { readonly url: string; readonly analysisUrl?: string; readonly steps: readonly string[] };
}

/**
 * Finds a camera's streams at an address that somebody typed, and looks at what they send, with the log-in that was typed too. Nothing is written.
 * @param resolve looks names up; the system without it
 * @throws RoostError where the address is none, leads where nothing of a box's may be sent, or no stream was found
 */
export async function tryAddress(
  { address: typed, user: asked, password = '', transport }: AddressAsked,
  { site }: Pick<Config, 'site'>,
  signal: AbortSignal,
  resolve?: Resolve,
): Promise<AddressFound> {
  const { start, path, user: written } = readTyped(typed);
  const place = addressOf(start);
  if ('mistake' in place) throw new RoostError('read', 'the address', say('it-does', { why: place.mistake }));
  const at = await listening(await reachable(place.hostname, resolve), place.port, signal);
  // What was checked is what is reached: a name may lead elsewhere a moment later.
  const pinned = isIP(place.hostname.replace(/%.*/, '')) ? {} : { address: at };
  const user = asked ?? written;
  // A log-in that the box knows goes to no address that somebody typed: whoever stands there would learn it.
  const credentials = user === undefined ? undefined : { user, password };
  const steps: string[] = [];
  const { url, analysisUrl } = await tryForms(start, formsFor(path), {
    ...{ credentials, transport, signal, ...pinned },
    tell: (line) => void steps.push(line),
  });
  const second = analysisUrl === undefined ? {} : { analysisUrl };
  const camera = cameraSchema.parse({ id: 'tried', name: 'tried', url, ...second, transport });
  const looked = await lookAtCamera(camera, { credentials, decoder: site.decoder, ...pinned }, signal);
  return { url, ...second, transport, credentials, looked, told: { url, ...second, steps } };
}

/** Of the addresses of a name, the first at which somebody listens, else the first. */
async function listening(
  addresses: readonly { address: string }[],
  port: number,
  signal: AbortSignal,
): Promise<string> {
  const [first] = addresses as [{ address: string }];
  if (addresses.length > 1)
    for (const { address } of addresses)
      if ((await knock({ hostname: address, port }, signal)) === undefined) return address;
  return first.address;
}
