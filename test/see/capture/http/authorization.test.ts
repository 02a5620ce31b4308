import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Guard } from '../../../../fixtures/rtsp/auth.ts';
import { answerTo } from '../../../../src/see/capture/http/authorization.ts';

const ASKED = { method: 'GET', uri: '/dir/index.html' };

describe('answerTo', () => {
  it('answers the challenges of RFC 7616, section 3.9.1, by the stronger hash', () => {
    const challenge = (algorithm: string) =>
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
      'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
    const login = { user: 'Mufasa', password: 'Circle of Life' };
    const client = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
    expect(answerTo(challenge('MD5'), login, ASKED, client)).toContain('response="8ca523f5e9506fed4657c9700eebdbec"');
    const both = `${challenge('MD5')}, ${challenge('SHA-256')}`;
    const answer = answerTo(both, login, ASKED, client);
    expect(answer).toContain('response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"');
    expect(answer).toContain('algorithm=SHA-256');
  });

  it('answers basic only where no digest is offered, and nothing that it does not know', () => {
    const login = { user: 'Aladdin', password: 'open sesame' };
    expect(answerTo('Basic realm="cam"', login, ASKED)).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
    expect(answerTo('Basic realm="cam", Digest realm="cam", nonce="n"', login, ASKED)).toMatch(/^Digest /);
    expect(answerTo('Negotiate', login, ASKED)).toBeUndefined();
    expect(answerTo('', login, ASKED)).toBeUndefined();
  });

  it('is let in with any password that a person may choose', () => {
    const word = fc
      .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
      .filter((text) => !/["\\:\p{Cc}]/u.test(text));
    fc.assert(
      fc.property(word, word, fc.constantFrom('MD5' as const, 'SHA-256' as const), (user, password, hash) => {
        const guard = new Guard({ scheme: 'digest', hashes: [hash], user, password });
        const answer = answerTo(guard.challenges().join(', '), { user, password }, ASKED);
        expect(guard.admits(ASKED.method, ASKED.uri, answer)).toBe(true);
      }),
    );
  });

  it('makes something of any header, however hostile', () => {
    const hostile = `Digest ${'a="\\'.repeat(20_000)}`;
    expect(answerTo(hostile, { user: 'u', password: 'p' }, ASKED)).toMatch(/^Digest /);
  });
});
