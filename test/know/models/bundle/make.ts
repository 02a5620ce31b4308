import { mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeyPair, type TrustedKey } from '../../../../src/know/models/bundle/keys.ts';
import { type BundleDraft, writeBundle } from '../../../../src/know/models/bundle/write.ts';
import { manifestSchema } from '../../../../src/know/models/manifest.ts';
import { sha256Of } from '../../../../src/know/models/place.ts';
import { flat } from '../../../frames.ts';
import { writePlaneClassifier } from '../../../onnx.ts';

export const NOW = Date.parse('2026-06-01T00:00:00Z');
const SIDE = 8;

/** A key pair of the tests, as a box trusts it and as a keeper holds it. */
export function keyPair(name: string): TrustedKey & { readonly secret: string } {
  return { name, ...makeKeyPair() };
}

export const KEEPER = keyPair('keeper');

/** What a test may want of a bundle otherwise than usual. */
export interface Wanted {
  readonly secrets?: readonly string[];
  /** Lines of the table of labels. */
  readonly labels?: readonly string[];
  /** What the golden crop, plain grey, must give. */
  readonly gives?: unknown;
  /** Writes the ONNX. */
  readonly weights?: (file: string) => Promise<void>;
  /** Keys of the model that are others, e.g. `embedding`. */
  readonly model?: object;
  /** Keys of the manifest that are others, e.g. `version`. */
  readonly says?: Partial<BundleDraft>;
  /** Changes the folder before it is listed and signed. */
  readonly before?: (folder: string) => Promise<void>;
}

export const LABELS = ['egretta-garzetta', 'ardea-cinerea', 'ardea-alba', '-', 'anas-crecca', 'anas-acuta'] as const;

/** Writes the signed bundle of a small classifier, which gives the mean of each colour plane and its negative. @returns its folder */
export async function makeBundle(wanted: Wanted = {}): Promise<string> {
  const { secrets = [KEEPER.secret], labels = LABELS, says, before, weights } = wanted;
  const folder = await mkdtemp(join(tmpdir(), 'roost-bundle-'));
  await mkdir(join(folder, 'golden'));
  const onnx = join(folder, 'planes.onnx');
  await (weights ?? ((file) => writePlaneClassifier(file, SIDE)))(onnx);
  const table = labels.map((taxon, i) => `${i},label ${i},${taxon}`);
  await writeFile(join(folder, 'planes.csv'), ['index,label,taxon', ...table, ''].join('\n'));
  await writeFile(join(folder, 'golden', 'grey.yuv'), flat(16, 16, 126).data);
  await writeFile(
    join(folder, 'golden', 'grey.json'),
    JSON.stringify(wanted.gives ?? [128, 128, 128, -128, -128, -128]),
  );
  const model = manifestSchema.parse({
    ...{ name: 'planes', task: 'classify', licence: 'none', kinds: ['bird'], views: [0, 0.1], gives: 'logits' },
    ...{ labels: 'planes', input: { name: 'images', size: SIDE, colour: 'rgb' } },
    outputs: [{ name: 'logits', shape: [1, 6] }],
    files: [{ name: 'planes.onnx', bytes: (await stat(onnx)).size, sha256: await sha256Of(onnx) }],
    ...wanted.model,
  });
  await before?.(folder);
  const draft: BundleDraft = {
    ...{ id: 'planes', version: 1, kind: 'classifier', madeAt: '2026-05-01T00:00:00Z', needsRoost: '0.1.0', model },
    ...{ golden: [{ input: 'golden/grey.yuv', width: 16, height: 16, gives: 'golden/grey.json' }], tolerance: 0.02 },
    ...says,
  };
  await writeBundle(folder, draft, secrets);
  return folder;
}

/** Rewrites `bundle.json` of a bundle without signing it again. */
export async function forge(folder: string, change: (manifest: Record<string, unknown>) => void): Promise<void> {
  const file = join(folder, 'bundle.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  change(manifest);
  await writeFile(file, JSON.stringify(manifest));
}
