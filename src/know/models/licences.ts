import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RoostError } from '../../base/errors.ts';
import { readKept, writeKept } from './kept-json.ts';
import type { Manifest } from './manifest.ts';

const FILE = 'licences.json';

/** By the name of the model. */
const Accepted = z.record(
  z.string(),
  z.strictObject({ licence: z.string(), sha256: z.string().length(64), /** ISO 8601. */ at: z.string() }),
);

/** A model may not be fetched before somebody has accepted its licence. */
export class LicenceNotAccepted extends RoostError {}

/**
 * Sees to it that somebody has accepted the licence of a model that no box uses unless it is told to. What was accepted is
 * remembered in the models folder, for this model and this text of its licence: where a later Roost tells another one, it is asked again.
 * @param accept true where whoever pulls it accepts it now
 * @throws LicenceNotAccepted with the licence and how to accept it
 */
export async function demandLicence(manifest: Manifest, folder: string, accept: boolean, now: number): Promise<void> {
  const { name, licence, source, default: used, fallbackFor } = manifest;
  if (used || fallbackFor !== undefined) return;
  const sha256 = createHash('sha256').update(licence).digest('hex');
  const accepted = (await readKept(folder, FILE, Accepted)) ?? {};
  if (accepted[name]?.sha256 === sha256) return;
  if (!accept)
    throw new LicenceNotAccepted(
      'pull model',
      name,
      `its licence is not accepted yet: ${licence}`,
      `${source ? `It is published at ${source}. ` : ''}If you may use it by this licence, run: roost models pull ${name} --accept-licence`,
    );
  const at = new Date(now).toISOString();
  await writeKept(folder, FILE, { ...accepted, [name]: { licence, sha256, at } });
}
