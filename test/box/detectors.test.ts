import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  camerasOf,
  detectorLines,
  NO_OWN,
  type OwnDetectors,
  ownDetectors,
  ownNames,
  withoutOwn,
} from '../../src/box/detectors.ts';
import { findModel, readCatalog } from '../../src/know/models/catalog.ts';
import type { InstalledDetector } from '../../src/know/models/installed.ts';
import { detectorSpec } from '../../src/know/models/spec.ts';

const cameras = [
  { id: 'east', enabled: true },
  { id: 'north', enabled: true, detector: 'yolox-tiny' },
  { id: 'south', enabled: true, detector: 'yolox-tiny' },
  { id: 'west', enabled: false, detector: 'yolox-s' },
];
const watched = ['east', 'north', 'south'];
const EMPTY = join(tmpdir(), 'roost-no-such-folder');

async function manifestOf(name: string): Promise<InstalledDetector> {
  const manifest = findModel(await readCatalog(), 'detect', name);
  return { manifest, spec: await detectorSpec(manifest, EMPTY) };
}

/** What it is where the detector of two cameras is here. */
async function tiny(): Promise<OwnDetectors> {
  const other = await manifestOf('yolox-tiny');
  const facts = { id: other.spec.id, size: 416, assumed: [] };
  return { ...NO_OWN, others: [other], by: new Map([...['north', 'south'].map((id) => [id, facts] as const)]) };
}

describe('detectors of single cameras', () => {
  it('are each loaded once, and only for cameras that are switched on', () => {
    expect(ownNames(cameras)).toEqual(['yolox-tiny']);
    expect(ownNames([])).toEqual([]);
  });

  it('leave a camera to the box where they cannot be used, and say why once', async () => {
    const own = await manifestOf('yolox-nano');
    const found = await ownDetectors(EMPTY, own, [...cameras, { id: 'pier', enabled: true, detector: 'yolo-nano' }]);
    expect([found.others, found.by.size]).toEqual([[], 0]);
    expect(found.lacking).toEqual([
      expect.stringMatching(/^north, south: looked at by yolox-nano@e8af0749 instead of yolox-tiny: .*pull yolox-tiny/),
      expect.stringMatching(/^pier: .*instead of yolo-nano: .*not in the catalog.*yolox-nano/),
    ]);
  });

  it('are all given up where they do not run', async () => {
    const given = withoutOwn(await tiny(), await manifestOf('yolox-nano'), 'its tensor is another');
    expect([given.others, given.by.size]).toEqual([[], 0]);
    expect(given.lacking).toEqual([
      expect.stringMatching(/^north, south: looked at by yolox-nano@\S+ instead of yolox-tiny: its tensor is another/),
    ]);
  });

  it('are told with their cameras', async () => {
    const own = await tiny();
    const id = own.others[0]!.spec.id;
    expect([...camerasOf(own.by, 'nano@1', watched)]).toEqual([
      ['nano@1', ['east']],
      [id, ['north', 'south']],
    ]);
    expect(detectorLines(own, 'nano@1', cameras)).toEqual(['detector nano@1: east', `detector ${id}: north, south`]);
    expect(detectorLines(NO_OWN, 'nano@1', cameras)).toEqual([]);
  });
});
