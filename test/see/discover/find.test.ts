import { afterEach, describe, expect, it } from 'vitest';
import { type Answer, probeMatch, Responder } from '../../../fixtures/discovery/responder.ts';
import { findCameras } from '../../../src/see/discover/find.ts';
import { readMatch } from '../../../src/see/discover/match.ts';

const { signal } = new AbortController();
/** Answers on the loopback come within milliseconds of the thread's start. */
const LOOPBACK = { device: 'lo', timeout: 1_000, signal };

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function answering(answers: readonly Answer[]): Promise<Responder> {
  const responder = await Responder.start(answers);
  ends.push(() => responder.stop());
  return responder;
}

const junk = (text: string): Answer => ({ bytes: Buffer.from(text) });
const camera = { name: 'HIKVISION 湿地', hardware: 'DS-2CD2047G2' };
const bomb = `<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i} "${`&a${i || ''};`.repeat(10)}">`).join('')}]>`;

describe('findCameras', () => {
  it('asks on the interface, and finds a camera once among junk, bombs and answers of another shape', async () => {
    const match = probeMatch('x', camera);
    const deep = `${'<a>'.repeat(8_000)}${'</a>'.repeat(8_000)}`;
    const responder = await answering([
      junk(''),
      junk('\0\xff GET / HTTP/1.1'),
      junk('<Envelope><Body><ProbeMatches/></Body></Envelope>'),
      junk('<Envelope><Body><ProbeMatches><ProbeMatch/></ProbeMatches></Body></Envelope>'),
      junk(match.replace('<s:Envelope', `${bomb}<s:Envelope`).replace('video_encoder', '&a8;')),
      junk(`<Envelope><Body><ProbeMatches>${deep}</ProbeMatches></Body></Envelope>`),
      camera,
      camera,
      // The library looks through this one for half a second.
      junk('xmlns'.repeat(8_000)),
    ]);
    const found = await findCameras(LOOPBACK);
    expect(found).toEqual({ cameras: [{ host: '127.0.0.1', ...camera }], junk: true, interfaces: ['lo'] });
    expect(responder.probes[0]).toContain('NetworkVideoTransmitter');
  });

  it('ends in time where nobody answers', async () => {
    const found = await findCameras({ ...LOOPBACK, timeout: 50 });
    expect(found).toEqual({ cameras: [], junk: false, interfaces: ['lo'] });
  });

  it('names the interfaces where there is none of that name', async () => {
    await expect(findCameras({ ...LOOPBACK, device: 'eth9' })).rejects.toThrow(
      /eth9: there is no such interface.*There are: .*lo/,
    );
  });
});

describe('readMatch', () => {
  it.each([undefined, null, 7, 'text', {}, { probeMatches: { probeMatch: { scopes: { $: {} } } } }])(
    'takes %j',
    (data) => {
      expect(readMatch(data, '10.0.0.2')).toEqual({ host: '10.0.0.2', name: '', hardware: '' });
    },
  );

  it('shows a name as one short line of plain text', () => {
    const scopes = `onvif://www.onvif.org/name/a%1b%5B31m%0Ab onvif://www.onvif.org/hardware/%zz${'y'.repeat(500)}`;
    const { name, hardware } = readMatch({ probeMatches: { probeMatch: { scopes: { _: scopes } } } }, '10.0.0.2');
    expect(name).toBe('a\\u001b[31m\\nb');
    expect(hardware).toMatch(/^%zzy{77}$/);
  });
});
