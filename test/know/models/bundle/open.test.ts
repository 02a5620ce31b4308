import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signManifest, type TrustedKey } from '../../../../src/know/models/bundle/keys.ts';
import { openBundle, reopenBundle } from '../../../../src/know/models/bundle/open.ts';
import { isAtLeast } from '../../../../src/know/models/bundle/version.ts';
import { forge, KEEPER, keyPair, makeBundle, NOW, type Wanted } from './make.ts';

const NEXT = keyPair('next keeper');

async function opened(wanted: Wanted = {}, keys: readonly TrustedKey[] = [KEEPER], now = NOW) {
  return openBundle(await makeBundle(wanted), keys, now);
}

const refused = (reason: string, text: RegExp = /./) =>
  expect.objectContaining({ reason, message: expect.stringMatching(text) as string });

describe('a bundle', () => {
  it('is opened where everything is right', async () => {
    const { manifest, signedBy, digest } = await opened();
    expect([manifest.id, manifest.version, signedBy.name]).toEqual(['planes', 1, 'keeper']);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is taken from the next key as well where the box knows it, and from both', async () => {
    expect((await opened({ secrets: [NEXT.secret] }, [KEEPER, NEXT])).signedBy.name).toBe('next keeper');
    const both = { secrets: [KEEPER.secret, NEXT.secret] };
    expect((await opened(both, [NEXT])).signedBy.name).toBe('next keeper');
    expect((await opened(both, [KEEPER])).signedBy.name).toBe('keeper');
  });

  it('is refused where the key is good no more, but taken by another one', async () => {
    const over = { ...KEEPER, until: NOW };
    await expect(opened({}, [over])).rejects.toEqual(refused('unknown-key', /good no more/));
    const both = { secrets: [KEEPER.secret, NEXT.secret] };
    expect((await opened(both, [over, NEXT])).signedBy.name).toBe('next keeper');
    expect((await opened({}, [over], NOW - 1)).signedBy.name).toBe('keeper');
  });

  it('is refused unsigned', async () => {
    const folder = await makeBundle();
    await rm(join(folder, 'bundle.sig'));
    await expect(openBundle(folder, [KEEPER], NOW)).rejects.toEqual(refused('unsigned'));
    await writeFile(join(folder, 'bundle.sig'), 'none');
    await expect(openBundle(folder, [KEEPER], NOW)).rejects.toEqual(refused('unsigned'));
  });

  it('is refused with a key that the box does not know', async () => {
    await expect(opened({}, [NEXT])).rejects.toEqual(refused('unknown-key', /next keeper \([0-9a-f]{16}\)/));
    await expect(opened({}, [])).rejects.toEqual(refused('unknown-key', /none/));
  });

  it('is refused where what was signed was changed, or something else was signed', async () => {
    const folder = await makeBundle();
    await forge(folder, (manifest) => {
      manifest.version = 9;
    });
    await expect(openBundle(folder, [KEEPER], NOW)).rejects.toEqual(refused('signature'));
    await writeFile(join(folder, 'bundle.sig'), signManifest(Buffer.from('something else'), [KEEPER.secret]));
    await expect(openBundle(folder, [KEEPER], NOW)).rejects.toEqual(refused('signature'));
  });

  it('is refused where a file is another one, is missing, or was added', async () => {
    const folder = await makeBundle();
    await appendFile(join(folder, 'planes.csv'), '\n');
    await expect(openBundle(folder, [KEEPER], NOW)).rejects.toEqual(refused('hash', /planes\.csv/));
    const flipped = await makeBundle();
    await writeFile(join(flipped, 'golden', 'grey.yuv'), Buffer.alloc(384, 1));
    await expect(openBundle(flipped, [KEEPER], NOW)).rejects.toEqual(refused('hash', /grey\.yuv: its SHA-256/));
    const lacking = await makeBundle();
    await rm(join(lacking, 'planes.onnx'));
    await expect(openBundle(lacking, [KEEPER], NOW)).rejects.toEqual(refused('hash', /missing/));
    const more = await makeBundle();
    await writeFile(join(more, 'golden', 'more.yuv'), 'x');
    await expect(openBundle(more, [KEEPER], NOW)).rejects.toEqual(refused('hash', /more\.yuv.*not signed/));
    await expect(reopenBundle(more)).rejects.toEqual(refused('hash'));
  });

  it('is refused when it has expired, but one that was taken goes on', async () => {
    const says = { expiresAt: '2026-06-01T00:00:00Z' };
    await expect(opened({ says })).rejects.toEqual(refused('expired', /2026-06-01/));
    expect((await opened({ says }, [KEEPER], NOW - 1)).manifest.version).toBe(1);
    expect((await reopenBundle(await makeBundle({ says }))).manifest.version).toBe(1);
  });

  it('is refused where it needs a newer Roost', async () => {
    await expect(opened({ says: { needsRoost: '99.0.0' } })).rejects.toEqual(refused('newer-roost', /99\.0\.0/));
  });

  it('is refused where its labels are more or fewer than its outputs, or mean nothing', async () => {
    await expect(opened({ labels: ['ardea-alba'] })).rejects.toEqual(refused('labels', /1 labels for 6 outputs/));
    const labels = ['no-such-bird', '-', '-', '-', '-', '-'];
    await expect(opened({ labels })).rejects.toEqual(refused('labels', /no-such-bird/));
  });

  it('is refused where what it says makes no sense', async () => {
    const odd = { ...KEEPER };
    const folder = await makeBundle();
    await writeFile(join(folder, 'bundle.json'), '[]');
    await writeFile(join(folder, 'bundle.sig'), signManifest(Buffer.from('[]'), [KEEPER.secret]));
    await expect(openBundle(folder, [odd], NOW)).rejects.toEqual(refused('no-bundle', /all of it/));
    await expect(openBundle(join(folder, 'golden'), [odd], NOW)).rejects.toEqual(refused('no-bundle'));
    await expect(makeBundle({ says: { id: 'other' } })).rejects.toThrow(/its name is planes/);
    await expect(makeBundle({ says: { kind: 'detector' } })).rejects.toThrow(/its task is classify/);
    await expect(makeBundle({ says: { version: 0 } })).rejects.toThrow(/version/);
  });
});

it('versions of Roost are compared by their numbers', () => {
  const cases = ['0.1.0 0.1.0', '0.10.0 0.9.9', '1.0.0 0.9.9', '0.2.1-rc1 0.2.1'].map((pair) => pair.split(' '));
  expect(cases.map(([have, least]) => isAtLeast(have!, least!))).toEqual([true, true, true, true]);
  expect(isAtLeast('0.9.9', '0.10.0')).toBe(false);
  expect(isAtLeast('0.1.0', '0.1.1')).toBe(false);
});
