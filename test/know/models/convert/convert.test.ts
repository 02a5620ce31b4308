import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readCatalog } from '../../../../src/know/models/catalog.ts';
import { convertModel } from '../../../../src/know/models/convert/convert.ts';
import { shared } from '../../../shared.ts';

describe('convertModel', () => {
  it('says what is wrong with files that are no model', () => {
    expect(() => convertModel('tflite', [])).toThrow('there is no file');
    expect(() => convertModel('tflite', [{ name: 'a', bytes: Buffer.from('no model') }])).toThrow('TFLite');
    expect(() => convertModel('tfjs', [{ name: 'a.json', bytes: Buffer.from('{') }], ['y'])).toThrow('model.json');
  });
});

describe.skipIf(!shared('models/inat_bird_labels.txt'))('the models that are converted on pull', () => {
  it('come out byte for byte as the catalog describes them', async () => {
    for (const { convert, files } of await readCatalog()) {
      const path = convert?.from === 'tflite' && shared(`models/${files[0]!.name}`);
      if (!path) continue;
      const made = convertModel('tflite', [{ name: files[0]!.name, bytes: await readFile(path) }], convert.outputs);
      const sha256 = createHash('sha256').update(made).digest('hex');
      expect({ bytes: made.length, sha256 }).toEqual({ bytes: convert.file.bytes, sha256: convert.file.sha256 });
    }
  });
});
