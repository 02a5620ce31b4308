import { z } from 'zod';
import type { BundleFacts, ModelsFacts } from '../model-facts.ts';
import { Time, time } from './common.ts';

/** A SHA-256, hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const UploadShape = z
  .object({
    sha256: Sha256,
    bytes: z.int().meta({ description: 'Of the whole' }),
    offset: z.int().meta({ description: 'Bytes that are here; the next piece begins there' }),
  })
  .meta({ id: 'Upload' });

export const BundleShape = z
  .object({
    name: z.string().meta({ example: 'delta-birds-3' }),
    id: z.string(),
    version: z.int(),
    kind: z.enum(['detector', 'classifier', 'taught']),
    digest: Sha256.meta({ description: 'SHA-256 of its manifest, which holds that of every file' }),
    madeAt: Time,
    expiresAt: Time.optional(),
    note: z.string().optional(),
    model: z.string().optional().meta({ description: 'Id under which verdicts cite it' }),
  })
  .meta({ id: 'Bundle' });

export const ModelsShape = z
  .object({
    roost: z.string().meta({ description: 'Version of Roost' }),
    running: z.array(z.string()).meta({ description: 'Ids of the models in use, the detector first' }),
    staged: z.array(BundleShape),
    keys: z
      .array(z.object({ name: z.string(), fingerprint: z.string(), until: Time.optional() }))
      .meta({ description: 'Whose signature is taken' }),
    uploads: z.array(UploadShape).meta({ description: 'Bundles that have not come whole yet, or were refused' }),
  })
  .meta({ id: 'Models' });

/** A bundle as answers write it. */
export function bundle({ madeAt, expiresAt, ...rest }: BundleFacts): z.input<typeof BundleShape> {
  return { ...rest, madeAt: time(madeAt), ...(expiresAt !== undefined && { expiresAt: time(expiresAt) }) };
}

/** What a box has of models, as answers write it. */
export function models({ staged, keys, uploads, running, roost }: ModelsFacts): z.input<typeof ModelsShape> {
  return {
    ...{ roost, running: [...running], staged: staged.map(bundle), uploads: [...uploads] },
    keys: keys.map(({ until, ...key }) => ({ ...key, ...(until !== undefined && { until: time(until) }) })),
  };
}
