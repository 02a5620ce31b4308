import { z } from 'zod';

/** A plain name: it becomes a file in the models folder. */
export const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Tried in this order. */
const addresses = z.array(z.url({ protocol: /^https?$/ }));

/** How a file is known to be right. */
export const Stated = z.strictObject({ name: fileName, bytes: z.int().positive(), sha256 });

export const File = z.strictObject({
  name: fileName,
  /** Left out where nobody states them: those of the first pull are demanded from then on. */
  bytes: z.int().positive().optional(),
  /** Left out only of what lies in an archive, whose own hash is checked. */
  sha256: sha256.optional(),
  /** None where the file lies in an npm package or an archive. */
  addresses: addresses.default([]),
  /** Where it lies inside the npm package or the archive; in an archive `*` and `**` stand for what is not known of it. */
  path: z.string().min(1).optional(),
});

/** A zip that holds the files; it is not kept. */
export const Archive = z.strictObject({
  name: fileName,
  addresses: addresses.min(1),
  bytes: z.int().positive().optional(),
  sha256: sha256.optional(),
  /**
   * Where a Zenodo record is told as JSON. Of an archive whose SHA-256 nobody states, the MD5 that the record states is demanded on
   * the first pull, and the SHA-256 of what came then from then on.
   */
  record: z.url({ protocol: /^https?$/ }).optional(),
});

/** The npm package that holds the files. */
export const Package = z.strictObject({
  name: z.string().min(1),
  version: z.string().min(1),
  integrity: z.string().startsWith('sha512-'),
});

/** What is said of a model's files. */
interface Said {
  readonly files: readonly z.infer<typeof File>[];
  readonly archive?: z.infer<typeof Archive> | undefined;
  readonly package?: z.infer<typeof Package> | undefined;
}

/** What cannot be, in words; undefined where all is well. */
export function faultOfFiles({ files, archive, package: packed }: Said): string | undefined {
  if (archive && packed) return 'they lie in an archive or in a package, not in both';
  if (packed && files.some(({ path }) => !path)) return 'each file of a package needs its path';
  if (archive && files.some(({ path }) => !path)) return 'each file of an archive needs its path';
  if (archive && !archive.sha256 && !archive.record)
    return 'an archive needs its sha256, or the record that states its MD5';
  if (packed && files.some(({ bytes }) => !bytes)) return 'each file of a package needs its bytes';
  if (!archive && files.some((file) => !file.sha256)) return 'a file that lies in no archive needs its sha256';
  return undefined;
}
