import { addressOf } from '../../base/address.ts';
import { RoostError } from '../../base/errors.ts';
import { reachable } from '../../base/reachable.ts';
import type { Config } from '../../know/config/config.ts';
import { cameraSchema } from '../../know/config/schema.ts';
import type { Credentials } from '../../know/config/secrets.ts';
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
 * @throws RoostError where the address is none, leads where nothing of a box's may be sent, or no stream was found
 */
export async function tryAddress(
  { address, user: asked, password = '', transport }: AddressAsked,
  { site }: Pick<Config, 'site'>,
  signal: AbortSignal,
): Promise<AddressFound> {
  const { start, path, user: written } = readTyped(address);
  const place = addressOf(start);
  if ('mistake' in place) throw new RoostError('read', 'the address', `it ${place.mistake}`);
  await reachable(place.hostname);
  const user = asked ?? written;
  // A log-in that the box knows goes to no address that somebody typed: whoever stands there would learn it.
  const credentials = user === undefined ? undefined : { user, password };
  const steps: string[] = [];
  const { url, analysisUrl } = await tryForms(start, formsFor(path), {
    ...{ credentials, transport, signal },
    tell: (line) => void steps.push(line),
  });
  const second = analysisUrl === undefined ? {} : { analysisUrl };
  const camera = cameraSchema.parse({ id: 'tried', name: 'tried', url, ...second, transport });
  const looked = await lookAtCamera(camera, { credentials, decoder: site.decoder }, signal);
  return { url, ...second, transport, credentials, looked, told: { url, ...second, steps } };
}
