import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, hostOf } from '../../src/base/address.ts';
import { cameraSchema } from '../../src/know/config/schema.ts';
import { source } from '../../src/see/capture/source.ts';

describe('addressOf', () => {
  it.each([
    ['rtsp://10.0.0.2/a', { scheme: 'rtsp', host: '10.0.0.2', hostname: '10.0.0.2', port: 554, path: '/a' }],
    ['RTSPS://Cam:7441?x=1', { scheme: 'rtsps', host: 'Cam:7441', hostname: 'Cam', port: 7441, path: '?x=1' }],
    ['rtsps://cam', { scheme: 'rtsps', host: 'cam', hostname: 'cam', port: 322, path: '' }],
    ['rtsp://[fe80::1]:8554/', { scheme: 'rtsp', host: '[fe80::1]:8554', hostname: 'fe80::1', port: 8554, path: '/' }],
    [
      'rtsp://[fe80::1%25eth0]/',
      { scheme: 'rtsp', host: '[fe80::1%25eth0]', hostname: 'fe80::1%eth0', port: 554, path: '/' },
    ],
    [
      'rtsp://h/u={user}&password={password}&c=1',
      { scheme: 'rtsp', host: 'h', hostname: 'h', port: 554, path: '/u={user}&password={password}&c=1' },
    ],
    [
      'rtsp://h/user=admin&password=&channel=1',
      { scheme: 'rtsp', host: 'h', hostname: 'h', port: 554, path: '/user=admin&password=&channel=1' },
    ],
    ['rtsp://u:p%40@h/x', { scheme: 'rtsp', userinfo: 'u:p%40', host: 'h', hostname: 'h', port: 554, path: '/x' }],
  ])('takes %s apart', (text, parts) => {
    expect(addressOf(text)).toEqual(parts);
  });

  it.each([
    ['', /not an address/],
    ['cam/stream', /not an address/],
    ['ftp://h/', /starts with ftp:/],
    ['rtsp：//192.168.1.20/s', /holds "：".*type ":"$/],
    ['rtsp:／／192.168.1.20/s', /holds "／".*type "\/"$/],
    ['rtsp://192。168.1.20/s', /holds "。".*type "\."$/],
    ['rtsp:foo', /names no host/],
    ['rtsp://', /names no host/],
    ['rtsp:///x', /names no host/],
    ['rtsp://127.0.0.1/a b', /a space/],
    ["rtsp://h/x'\noption y", /a quote/],
    ['rtsp://h:99999/', /can be reached/],
    ['rtsp://h:/', /can be reached/],
    ['rtsp://[::1/', /can be reached/],
    ['rtsp://h/user=admin&password=hunter2&channel=1', /write \{password\} in its place/],
    ['rtsp://h/user=admin_password=hunter2_channel=1', /write \{password\} in its place/],
    ['rtsp://h/live?u=a&pwd=hunter2', /write \{password\} in its place/],
    ['rtsp://h/live?password={password}hunter2', /write \{password\} in its place/],
    ['rtsp://h/live?p={pass}', /holds \{pass\}, but only \{user\} and \{password\}/],
    ['rtsp://admin:12/hunter2@h/live', /holds an @ after its host/],
  ])('says what is wrong with %j', (text, mistake) => {
    expect(addressOf(text)).toEqual({ mistake: expect.stringMatching(mistake) });
    expect(JSON.stringify(addressOf(text))).not.toContain('hunter2');
    expect(hostOf(text)).toBe('');
  });

  it('takes no address into a config that capture refuses, and tells no password', () => {
    const part = fc.stringMatching(/^[a-z0-9 .:@/?#%'"\\[\]\n-]{0,12}$/);
    const scheme = fc.constantFrom('rtsp://', 'rtsps://', 'rtsp:', '', 'http://');
    const text = fc.tuple(scheme, fc.constantFrom('', 'ad:hunter2@'), part).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (url) => {
        const read = cameraSchema.safeParse({ id: 'east', name: 'East', url });
        if (read.success) expect(source(url).host).toBe(hostOf(url));
        else expect(JSON.stringify(read.error.issues)).not.toContain('hunter2');
      }),
    );
  });
});
