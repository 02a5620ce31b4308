import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, parseYaml } from '../../../src/know/config/read.ts';
import { cameraSchema, siteSchema } from '../../../src/know/config/schema.ts';

const camera = 'id: east\nname: East mudflat\nurl: rtsp://10.0.0.2/stream1\n';
const read = (text: string) => parseYaml(text, 'cameras/east.yaml', cameraSchema);

describe('a camera file', () => {
  it('needs three keys and fills in the rest', () => {
    expect(read(camera)).toMatchObject({
      id: 'east',
      transport: 'tcp',
      fps: 5,
      analysis: { pixels: 921_600 },
      zones: [],
      flocks: false,
    });
  });

  it('names file, line, key and the nearest right key', () => {
    expect(() => read(`${camera}fsp: 5\n`)).toThrow('unknown key fsp in cameras/east.yaml:4, did you mean fps?');
    expect(() => read(`${camera}analysis:\n  widht: 640\n  height: 360\n`)).toThrow(
      'unknown key widht in cameras/east.yaml:5, did you mean width?',
    );
  });

  it('tells every mistake at once', () => {
    expect(() => read('name: ""\ntransport: tpc\n')).toThrow(/missing key id.*name in.*missing key url.*transport in/s);
  });

  it('names a missing key once', () => {
    expect(() => read('id: east\nurl: rtsp://h/\n')).toThrow('missing key name in cameras/east.yaml:1');
  });

  it('refuses credentials in the address without repeating them', () => {
    const text = 'id: east\nname: East\nurl: rtsp://admin:hunter2@10.0.0.2/\n';
    expect(() => read(text)).toThrow('secrets.env');
    expect(() => read(text)).not.toThrow(/hunter2/);
  });

  it.each([
    ['not yaml at all: [', /east\.yaml:1/],
    ['', /missing key id/],
    ['- a\n- b\n', /the file in/],
    [`${camera}analysis: { width: 641, height: 360 }\n`, /even/],
    [`${camera}analysis: { width: 640 }\n`, /either pixels, or both width and height/],
    [`${camera}analysis: { width: 640, height: 360, pixels: 230400 }\n`, /either pixels, or both/],
    [
      `${camera}masks:\n  - name: sky\n    polygon: [[0, 0], [1, 2], [0, 1]]\n`,
      /polygon\.1\.1 in cameras\/east\.yaml:6/,
    ],
    ['id: East Side\nname: x\nurl: rtsp://h/\n', /lower-case/],
    ['id: e\nname: x\nurl: rtmp://h/\n', /rtsp:\/\//],
    ['id: e\nname: x\nurl: rtsp://127.0.0.1/a b\n', /url in cameras\/east\.yaml:3: holds a space/],
    ['id: e\nname: x\nurl: rtsp:foo\n', /url in cameras\/east\.yaml:3: names no host/],
    [
      'id: e\nname: x\nurl: rtsp://h/\nanalysisUrl: rtsp://h:0/\n',
      /analysisUrl in cameras\/east\.yaml:4: has no host and port/,
    ],
    ['id: e\nname: x\nurl: camera one\n', /is not an address/],
  ])('%j is refused', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('never throws anything but its own error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          read(text);
        } catch (error) {
          expect((error as Error).name).toBe('RoostError');
        }
      }),
    );
  });
});

describe('roost.yaml', () => {
  it('knows time zones', () => {
    const site = (zone: string) =>
      parseYaml(`site: { name: Isle, latitude: 30.1, longitude: 117.2, timeZone: ${zone} }`, 'roost.yaml', siteSchema);
    expect(site('Asia/Shanghai').visits.gapSeconds).toBe(60);
    expect(() => site('Asia/Shangai')).toThrow('site.timeZone in roost.yaml:1');
  });
});

describe('nearest', () => {
  it('knows when nothing is near', () => {
    expect(nearest('colour', ['fps', 'url'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
    expect(nearest('Transport', ['transport'])).toBe('transport');
  });
});
