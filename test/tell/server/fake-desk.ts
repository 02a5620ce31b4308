import { RoostError } from '../../../src/base/errors.ts';
import type { AddressAsked, CameraChanges, CameraDesk, CameraSettings } from '../../../src/tell/server/deps.ts';

/** A grey picture of one pixel, JPEG. */
const PIXEL = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z',
  'base64',
);
const STILL = '00000000-0000-4000-8000-000000000001';

/** How a camera is set up, with everything that tests do not care about filled in. */
function aSetUp(id: string, more: Partial<CameraSettings> = {}): CameraSettings {
  return {
    ...{ id, name: id, place: '', habitat: '', url: `rtsp://192.168.8.21:554/${id}`, transport: 'tcp', logIn: true },
    ...{ fps: 5, infrared: false, flocks: false, sweepSeconds: 4, enabled: true, zones: [], masks: [], deployment: {} },
    ...more,
  };
}

/** Cameras in memory that answer at once: at `192.168.8.30` there is one, at any other address nobody. */
export class FakeDesk implements CameraDesk {
  readonly cameras = new Map<string, CameraSettings>(
    [aSetUp('east', { name: 'East mudflat' }), aSetUp('reeds', { name: 'Reed bed' })].map((one) => [one.id, one]),
  );
  readonly tried: AddressAsked[] = [];

  async search() {
    return {
      cameras: [{ host: '192.168.8.30', name: 'HIKVISION', hardware: 'DS-2CD' }],
      junk: false,
      interfaces: ['eth0'],
    };
  }

  async tryAddress(asked: AddressAsked) {
    this.tried.push(asked);
    if (!asked.address.includes('192.168.8.30'))
      throw new RoostError('find a stream of', asked.address, 'nobody listens');
    return {
      ...{ trial: STILL, url: 'rtsp://192.168.8.30:554/a', steps: ['Hikvision, /a: it sends video'], still: STILL },
      findings: [{ about: 'video' as const, verdict: 'ok' as const, found: 'h264 1920x1080 at 25 frames a second' }],
    };
  }

  async add(trial: string, { id = 'camera-1', name = id }: { id?: string; name?: string }) {
    if (trial !== STILL) return undefined;
    const added = aSetUp(id, { name });
    this.cameras.set(id, added);
    return added;
  }

  settings(id: string) {
    return this.cameras.get(id);
  }

  async change(id: string, { trial: _, deployment, ...changes }: CameraChanges) {
    const before = this.cameras.get(id);
    if (!before) return undefined;
    const after = { ...before, ...changes, deployment: { ...before.deployment, ...deployment } };
    this.cameras.set(id, after);
    return { before, after };
  }

  async remove(id: string) {
    const before = this.cameras.get(id);
    this.cameras.delete(id);
    return before && { before, aside: `${id}.yaml.20260501T040000000Z` };
  }

  async check(id: string) {
    if (!this.cameras.has(id)) return undefined;
    const warning = { about: 'key-frames' as const, verdict: 'warning' as const, found: 'key frames are 10 s apart' };
    return {
      findings: [{ about: 'video' as const, verdict: 'ok' as const, found: 'h264 1920x1080' }, warning],
      still: STILL,
    };
  }

  async still(id: string) {
    return this.cameras.has(id) ? STILL : undefined;
  }

  stillBytes(still: string) {
    return still === STILL ? PIXEL : undefined;
  }

  async test(id: string, { masks }: { masks: CameraSettings['masks'] }) {
    if (!this.cameras.has(id)) return undefined;
    const box = { x: 0.1, y: 0.1, w: 0.2, h: 0.2 };
    const masked = masks.length > 0;
    return {
      moments: [
        {
          ...{ after: 200, looks: [{ box, reason: 'motion' as const }] },
          motion: [{ box, ...(masked && { left: 'mask' as const }) }],
          found: [{ kind: 'bird' as const, score: 0.8, box, masked }],
        },
      ],
      ...{ shown: 0, still: STILL },
    };
  }
}
