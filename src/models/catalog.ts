import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { messageOf, RoostError } from '../errors.ts';

/** The manifests that come with Roost: `models/` at the top of the project, from source as well as from `dist/src`. */
const CATALOG_FOLDERS: readonly string[] = ['../../models', '../../../models'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

const File = z.strictObject({
  /** A plain name: it becomes a file in the models folder. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  /** Tried in this order. */
  addresses: z.array(z.url({ protocol: /^https?$/ })),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const Manifest = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  task: z.literal('detect'),
  /** True for the model that a box uses unless its config names another; one a task. */
  default: z.boolean().default(false),
  licence: z.string().min(1),
  /** The first one is what the runtime loads. */
  files: z.array(File).min(1),
  /** [1, 3, size, size] float32, pixels 0 to 255, letterboxed at the top left on `pad`. */
  input: z.strictObject({
    name: z.string(),
    size: z.int().positive().multipleOf(32),
    colour: z.enum(['bgr', 'rgb']),
    pad: z.number().min(0).max(255),
  }),
  output: z.strictObject({ name: z.string(), shape: z.array(z.int().positive()) }),
  head: z.literal('yolox'),
  /** Class names in the model's order. */
  labels: z.array(z.string().min(1)).min(1),
});

/** One file of a model: where it comes from and how it is known to be right. */
export type ModelFile = z.infer<typeof File>;
/** A model as the catalog describes it. */
export type Manifest = z.infer<typeof Manifest>;

/** Short id that verdicts cite: name and the first 8 digits of the weights' hash, e.g. `yolox-nano@e8af0749`. */
export function modelId(manifest: Manifest): string {
  return `${manifest.name}@${manifest.files[0]!.sha256.slice(0, 8)}`;
}

/** A manifest as the inference process wants it, with the path of its weights in `folder`. */
export function modelSpec(manifest: Manifest, folder: string) {
  const { input, output, head, labels } = manifest;
  return { id: modelId(manifest), file: join(folder, manifest.files[0]!.name), input, output, head, labels };
}

/**
 * Reads every manifest of a catalog folder, by name.
 * @param folder a folder of `*.json`; by default the one that comes with Roost
 * @throws RoostError that names the file and the key that is wrong
 */
export async function readCatalog(folder?: string): Promise<Manifest[]> {
  const path = folder ?? (await firstFolder());
  const names = await list(path);
  const found = await Promise.all(names.map((name) => readManifest(join(path, name))));
  return found.sort((a, b) => a.name.localeCompare(b.name));
}

/** The model of that name, or the default detector. @throws RoostError that lists the names there are */
export function findModel(catalog: readonly Manifest[], name?: string): Manifest {
  const found = catalog.find((manifest) => (name === undefined ? manifest.default : manifest.name === name));
  if (found) return found;
  const names = catalog.map((manifest) => manifest.name).join(', ') || 'none';
  throw new RoostError('find model', name ?? 'default', 'it is not in the catalog', `Known models: ${names}`);
}

async function readManifest(file: string): Promise<Manifest> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new RoostError('read model manifest', file, messageOf(cause), '', { cause });
  }
  const parsed = Manifest.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RoostError('read model manifest', file, `${issue!.path.join('.') || 'manifest'}: ${issue!.message}`);
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json'));
  } catch (cause) {
    throw new RoostError('read model catalog', folder, messageOf(cause), '', { cause });
  }
}

/** Source and build lie at different depths; the one that has manifests is right. */
async function firstFolder(): Promise<string> {
  for (const folder of CATALOG_FOLDERS) {
    const names = await readdir(folder).catch((): string[] => []);
    if (names.some((name) => name.endsWith('.json'))) return folder;
  }
  return CATALOG_FOLDERS[0]!;
}
