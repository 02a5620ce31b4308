import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withAccess } from '../../src/commands/access.ts';
import { changedSettings, flatSettings, logSettings } from '../../src/commands/settings-log.ts';
import { cameraSchema, siteSchema } from '../../src/know/config/schema.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'roost-settings-'));
});
afterEach(() => rmSync(data, { recursive: true }));

function box(more: object = {}, camera: object = {}) {
  const site = { name: 'x', latitude: 0, longitude: 0, timeZone: 'UTC' };
  return {
    data,
    site: siteSchema.parse({ site, ...more }),
    cameras: [cameraSchema.parse({ id: 'east', name: 'East', url: 'rtsp://192.0.2.1/secret-path', ...camera })],
    checklist: { id: 'list@1' } as never,
  };
}

it('tells which settings are others than before, and of addresses only that they are', () => {
  const before = flatSettings(box());
  const after = flatSettings(box({ visits: { gapSeconds: 90 }, basePath: '' }, { url: 'rtsp://192.0.2.2/other-path' }));
  const changed = changedSettings(before, after);
  expect(changed).toEqual([
    { setting: 'cameras.east.url', before: expect.stringMatching(/^sha256/), after: expect.stringMatching(/^sha256/) },
    { setting: 'visits.gapSeconds', before: '60', after: '90' },
  ]);
  const gone = { ...before };
  delete gone['site.name'];
  expect(changedSettings(before, gone)).toEqual([{ setting: 'site.name', before: '"x"' }]);
  expect(JSON.stringify([before, after])).not.toMatch(/secret-path|other-path/);
});

it('writes down what changed since the last start, once', async () => {
  expect(await logSettings(box(), 1)).toBe(0);
  expect(await logSettings(box(), 2)).toBe(0);
  expect(await logSettings(box({ visits: { gapSeconds: 90 } }), 3)).toBe(1);
  expect(await logSettings(box({ visits: { gapSeconds: 90 } }), 4)).toBe(0);
  const entries = await withAccess({ data }, ({ audit }) => audit.list(9, 9));
  expect(entries).toMatchObject([
    { at: 3, origin: 'files', body: [{ setting: 'visits.gapSeconds', before: '60', after: '90' }], outcome: 'done' },
    { at: 1, what: 'settings, read for the first time', body: [], outcome: 'done' },
  ]);
});
