import { afterEach, describe, expect, it } from 'vitest';
import { RtspServer } from '../../../fixtures/rtsp/server.ts';
import { loadSource } from '../../../fixtures/rtsp/source.ts';
import { Capture } from '../../../src/see/capture/capture.ts';
import { digestsOf, hashesIn } from '../../../src/see/capture/challenge.ts';
import { probe } from '../../../src/see/capture/probe.ts';
import { source } from '../../../src/see/capture/source.ts';
import { eventually } from '../../patience.ts';
import { videoFolder } from './videos.ts';

const signal = new AbortController().signal;
const LOGIN = { user: 'admin', password: 'hunter2' };

describe('hashesIn', () => {
  it('reads every digest of an answer, in its order', () => {
    const answer = [
      'RTSP/1.0 401 Unauthorized',
      'WWW-Authenticate: Digest realm="a", nonce="b", algorithm=SHA-256',
      'www-authenticate: digest realm="a", algorithm="MD5", nonce="b"',
      'WWW-Authenticate: Digest realm="a", nonce="b"',
      'WWW-Authenticate: Basic realm="a"',
    ];
    expect(hashesIn(`${answer.join('\r\n')}\r\n\r\n`)).toEqual(['SHA-256', 'MD5', 'MD5']);
    expect(hashesIn('SSH-2.0-OpenSSH_9.2\r\n')).toEqual([]);
  });
});

describe('a camera that asks for a digest', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function serve(...hashes: ('MD5' | 'SHA-256')[]) {
    const videos = await videoFolder();
    const server = new RtspServer({ auth: { scheme: 'digest', ...LOGIN, hashes } });
    server.mount('/cam', await loadSource(await videos.video('h264', '320x176', 1)));
    await server.start();
    ends.push(() => server.stop(), videos.remove);
    return server.url('/cam');
  }

  it('by SHA-256 alone says what to set in the camera, live and in a probe', async () => {
    const url = await serve('SHA-256');
    const told: (string | undefined)[] = [];
    const capture = new Capture(
      { camera: 'c', url, credentials: LOGIN, fps: 5, limit: { pixels: 9_000 } },
      { onState: (state, cause) => told.push(cause && `${state} ${cause.message}`) },
    );
    capture.start(signal);
    ends.push(() => capture.stop());
    await eventually(() => expect(told).toContainEqual(expect.stringMatching(/^down .*Digest SHA-256.*MD5/)));
    await expect(probe(url, LOGIN, 'tcp', signal)).rejects.toThrow(/Digest SHA-256/);
    expect(await digestsOf(source(url), signal)).toEqual(['SHA-256']);
  });

  it('by MD5 as well is let in where MD5 comes last, which is the one that ffmpeg takes, and says so where not', async () => {
    expect(await probe(await serve('SHA-256', 'MD5'), LOGIN, 'tcp', signal)).toMatchObject({ codec: 'h264' });
    await expect(probe(await serve('MD5', 'SHA-256'), LOGIN, 'tcp', signal)).rejects.toThrow(/Digest SHA-256/);
  });

  it('by MD5 and rejects the password says that', async () => {
    const wrong = { ...LOGIN, password: 'hunter3' };
    await expect(probe(await serve('MD5'), wrong, 'tcp', signal)).rejects.toThrow(/rejects the user or password/);
  });
});
