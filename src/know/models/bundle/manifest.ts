import { z } from 'zod';
import { manifestSchema, weightsOf } from '../manifest.ts';

/** The files of a bundle that say what the others are; they list all files but themselves. */
export const MANIFEST_FILE = 'bundle.json';
export const SIGNATURE_FILE = 'bundle.sig';
/** The folder of a bundle in which golden crops and their outputs lie. */
export const GOLDEN_FOLDER = 'golden';

/** Most files of a bundle, its manifest and signature among them. */
export const MOST_FILES = 200;
/** Most bytes of its manifest, and of its signature. */
export const MOST_MANIFEST = 1 << 20;
export const MOST_SIGNATURE = 16 << 10;

/** A path in a bundle: a plain name, or one in `golden`. No other folder, no dot or hyphen in front. */
export const BUNDLE_PATH = /^(golden\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const bundlePath = z.string().regex(BUNDLE_PATH, 'must be a plain name, or one in golden/');
const time = z.iso.datetime({ offset: true });

/** Which of the keepers' three kinds of things a bundle holds. */
const BUNDLE_KINDS = ['detector', 'classifier', 'taught'] as const;
const TASK = { detector: 'detect', classifier: 'classify' } as const;

const Golden = z.strictObject({
  /** A crop: planar YUV 4:2:0 of `width` by `height`, limited range. Of a taught head: features, 32 bit floats, little-endian. */
  input: bundlePath,
  /** Pixels, even; crops have them. */
  width: z.int().min(4).max(4096).multipleOf(2).optional(),
  height: z.int().min(4).max(4096).multipleOf(2).optional(),
  /** JSON of what it must give: see `goldenOutput` in golden.ts. */
  gives: bundlePath,
});

/** What `bundle.json` holds. */
export const bundleSchema = z
  .strictObject({
    format: z.literal(1),
    /** What stays while versions come: the name of the model. */
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens'),
    /** Only ever grows, under one id. */
    version: z.int().min(1).max(1_000_000_000),
    kind: z.enum(BUNDLE_KINDS),
    madeAt: time,
    /** From then on no box takes it; for ever good without it. */
    expiresAt: time.optional(),
    /** The least version of Roost that can run it. */
    needsRoost: z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'must be a version such as 0.2.0'),
    /** What who decides on it must know, in words. */
    note: z.string().max(2000).optional(),
    /** The model as the catalog describes models: preprocessing, outputs, labels, thresholds, calibration. */
    model: manifestSchema.optional(),
    /** A taught head: its file (see `TaughtFile` in taught.ts), and the id of the features that it reads, e.g. `mobilenet-v2-inat-bird@d16b2082/5f3a9c01`. */
    taught: z.strictObject({ file: bundlePath, reads: z.string().min(1).max(100) }).optional(),
    /** Every file but the manifest and the signature. */
    files: z
      .array(z.strictObject({ name: bundlePath, bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
      .min(1)
      .max(MOST_FILES - 2),
    /** What it must give on every machine, before it is used. */
    golden: z.array(Golden).min(1).max(64),
    /** How far golden outputs may be off: see `differsFrom` in golden.ts. */
    tolerance: z.number().positive().max(0.2).default(0.02),
  })
  .superRefine((bundle, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const { kind, model, taught, files, golden } = bundle;
    const names = new Set(files.map(({ name }) => name));
    if (names.size < files.length) wrong('files', 'a name stands there twice');
    if (names.has(MANIFEST_FILE) || names.has(SIGNATURE_FILE)) wrong('files', 'lists a file that it cannot list');
    for (const { input, gives } of golden)
      for (const name of [input, gives]) if (!names.has(name)) wrong('golden', `${name} is not among the files`);
    if (kind === 'taught') {
      if (!taught || model) return wrong('taught', 'a taught bundle has `taught` and no `model`');
      if (!names.has(taught.file)) wrong('taught', `${taught.file} is not among the files`);
      return;
    }
    if (!model || taught) return wrong('model', `a ${kind} has \`model\` and no \`taught\``);
    if (model.task !== TASK[kind]) wrong('model', `its task is ${model.task}, but the bundle holds a ${kind}`);
    if (model.name !== bundle.id) wrong('model', `its name is ${model.name}, but the bundle's id is ${bundle.id}`);
    if (golden.some(({ width, height }) => !width || !height)) wrong('golden', 'each crop needs width and height');
    const stated = model.convert || model.dropIn ? undefined : weightsOf(model);
    const listed = files.find(({ name }) => name === stated?.name);
    if (!listed || stated?.bytes !== listed.bytes || stated.sha256 !== listed.sha256)
      wrong(
        'model',
        'the first of its files must be the ONNX that `files` lists, and nothing is converted or dropped in',
      );
  });

/** What `bundle.json` says. */
export type BundleManifest = z.infer<typeof bundleSchema>;

/**
 * Id under which verdicts cite the model of a bundle: its name, version, and the short hash of its ONNX, e.g.
 * `delta-birds-3@e8af0749`. Two versions may share an ONNX and differ in labels or thresholds.
 */
export function bundleModelId(manifest: BundleManifest): string | undefined {
  const { model } = manifest;
  return model && `${nameOf(manifest)}@${weightsOf(model).sha256!.slice(0, 8)}`;
}

/** The name under which a bundle is known to people and lies on a box, e.g. `delta-birds-3`. */
export function nameOf({ id, version }: { readonly id: string; readonly version: number }): string {
  return `${id}-${version}`;
}
