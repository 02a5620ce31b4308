import { describe, expect, it } from 'vitest';
import { guardedLookup, isRefused, type Resolve, reachable } from '../../src/base/reachable.ts';

describe('addresses to which nothing is sent', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.23',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '0.0.0.0',
    '0.1.2.3',
    '::',
    '::ffff:0.0.0.0',
    '224.0.0.251',
    '255.255.255.255',
    '100.100.100.200',
    '192.0.0.192',
    'not an address',
  ])('hold %s', (address) => expect(isRefused(address)).toBe(true));

  it.each([
    '127.0.0.1',
    '::1',
    '10.1.2.3',
    '192.168.1.20',
    '172.16.0.9',
    '::ffff:192.168.1.20',
    'fd12::3',
    '8.8.8.8',
    '2001:db8::1',
  ])('do not hold %s', (address) => expect(isRefused(address)).toBe(false));
});

describe('a host', () => {
  const answers =
    (...addresses: string[]): Resolve =>
    async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

  it('is refused where any of its addresses is', async () => {
    await expect(reachable('two.example', answers('192.168.1.20', '169.254.169.254'))).rejects.toThrow(
      'reach two.example: it leads to 169.254.169.254, to which nothing is sent',
    );
    await expect(reachable('none.example', answers())).rejects.toThrow('its address is not found');
    await expect(reachable('169.254.169.254')).rejects.toThrow('nothing is sent');
  });

  it('is handed to a socket as the addresses that were looked at, in both forms that sockets ask for', async () => {
    const lookup = guardedLookup(answers('192.168.1.20', 'fd12::3'));
    const asked = (all: boolean) =>
      new Promise((done) => lookup('a.example', { all }, (error, address, family) => done([error, address, family])));
    expect(await asked(true)).toEqual([
      null,
      [
        { address: '192.168.1.20', family: 4 },
        { address: 'fd12::3', family: 6 },
      ],
      undefined,
    ]);
    expect(await asked(false)).toEqual([null, '192.168.1.20', 4]);
  });
});
