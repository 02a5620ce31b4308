import { describe, expect, it } from 'vitest';
import { postAddressMistake, shownAddress } from '../../src/base/post-address.ts';

describe('an address to post to', () => {
  it.each(['https://a.example/hook?key=1', 'http://127.0.0.1:8080', 'http://192.168.1.20/x', 'http://[::1]:80/'])(
    'may be %s',
    (address) => expect(postAddressMistake(address)).toBeUndefined(),
  );

  it.each([
    ['nothing', 'must be an http'],
    ['', 'must be an http'],
    ['-oProxyCommand=x', 'must be an http'],
    ['file:///etc/passwd', 'starts with file:'],
    ['ftp://a.example/', 'starts with ftp:'],
    ['gopher://a.example:25/x', 'starts with gopher:'],
    ['https://user:pa55@a.example/', 'holds a user or password'],
    ['https://user@a.example/', 'holds a user or password'],
    ['https://@a.example/', 'holds a user or password'],
    ['http://169.254.169.254/latest/meta-data', 'leads to a link-local'],
    // The same address as one number, in hexadecimal, in octal, and within IPv6.
    ['http://2852039166/', 'leads to a link-local'],
    ['http://0xa9fea9fe/', 'leads to a link-local'],
    ['http://0251.0376.0251.0376/', 'leads to a link-local'],
    ['http://[::ffff:169.254.169.254]/', 'leads to a link-local'],
    ['http://[fd00:ec2::254]/', 'leads to a link-local'],
    ['http://0/', 'leads to a link-local'],
  ])('may not be %s', (address, why) => {
    const mistake = postAddressMistake(address);
    expect(mistake).toContain(why);
    expect(mistake).not.toContain('pa55');
  });

  it('is shown without path, query, user and password', () => {
    expect(shownAddress('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a-1')).toBe(
      'https://qyapi.weixin.qq.com/***',
    );
    expect(shownAddress('http://user:pa55@a.example:8080')).toBe('http://a.example:8080');
    expect(shownAddress('nothing')).toBe('an address that cannot be read');
  });
});
