import { describe, expect, it } from 'vitest';
import { featureSources, featuresId } from '../../../src/know/models/feature-sources.ts';
import type { InstalledClassifier } from '../../../src/know/models/installed.ts';
import { manifestSchema } from '../../../src/know/models/manifest.ts';

const MANIFEST = manifestSchema.parse({
  ...{ name: 'delta-birds', task: 'classify', licence: 'none', kinds: ['bird'], views: [0, 0.1], gives: 'logits' },
  ...{ labels: 'delta', input: { size: 224, colour: 'rgb' }, outputs: [{ name: 'logits', shape: [1, 3] }] },
  embedding: { tensor: 'pool', shape: [1, 5, 1, 1] },
  files: [{ name: 'delta.onnx', bytes: 9, sha256: 'ab'.repeat(32) }],
}) as InstalledClassifier['manifest'];

describe('features of a model', () => {
  it('are the same for two versions of one graph that is asked alike, whatever they call and how sure they are', () => {
    const id = featuresId(MANIFEST, 'delta-birds-3@abababab');
    expect(id).toMatch(/^delta-birds@abababab\/[0-9a-f]{8}$/);
    const other = { ...MANIFEST, licence: 'other', labels: 'others', kinds: ['mammal'] } as typeof MANIFEST;
    expect(featuresId(other, 'delta-birds@abababab')).toBe(id);
  });

  it('are others for another graph, and where it is asked otherwise', () => {
    const ids = [
      featuresId(MANIFEST, 'delta-birds-3@abababab'),
      featuresId(MANIFEST, 'delta-birds-4@cdcdcdcd'),
      ...[
        { views: [0] },
        { input: { ...MANIFEST.input, colour: 'bgr' as const } },
        { embedding: { tensor: 'pool/2', shape: [1, 5] } },
        { outputs: [{ name: 'logits', shape: [1, 4] }] },
      ].map((more) => featuresId({ ...MANIFEST, ...more } as typeof MANIFEST, 'delta-birds-3@abababab')),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are as long as the embedding and the labels together; a model without an embedding gives none', () => {
    const labels = ['anas-acuta', undefined, 'grus-grus'];
    const model = (manifest: typeof MANIFEST) =>
      ({ manifest, labels, spec: { id: 'd@1' } }) as unknown as InstalledClassifier;
    const tokens = { ...MANIFEST, embedding: { tensor: 'last', shape: [1, 257, 384], token: 0 } };
    const { embedding: _, ...plain } = MANIFEST;
    expect([...featureSources([MANIFEST, tokens, plain].map(model)).values()]).toEqual([
      { dimensions: 8, labels, gives: 'logits' },
      { dimensions: 387, labels, gives: 'logits' },
    ]);
  });
});
