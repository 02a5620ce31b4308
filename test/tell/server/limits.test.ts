import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Attempts } from '../../../src/tell/server/attempts.ts';
import { boundConnections, LIMITS } from '../../../src/tell/server/limits.ts';
import { clientOf } from '../../../src/tell/server/origin.ts';

describe('attempts', () => {
  it('are free five times, and then cost twice as long each time, up to a minute', () => {
    const attempts = new Attempts();
    const waits = Array.from({ length: 14 }, () => {
      attempts.failed('a', 0);
      return attempts.wait('a', 0);
    });
    expect(waits).toEqual([0, 0, 0, 0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
    expect([attempts.wait('a', 59_999), attempts.wait('a', 60_000), attempts.wait('b', 0)]).toEqual([1, 0, 0]);
  });

  it('are forgotten when one was right, and after a quarter of an hour', () => {
    const attempts = new Attempts();
    for (let count = 0; count < 9; count++) attempts.failed('a', 0);
    attempts.passed('a');
    expect(attempts.wait('a', 0)).toBe(0);
    for (let count = 0; count < 20; count++) attempts.failed('a', 0);
    attempts.failed('a', 15 * 60_000);
    expect(attempts.wait('a', 15 * 60_000)).toBe(0);
  });

  it('of very many clients at once hold up those who failed, and nobody else', () => {
    const attempts = new Attempts();
    for (let count = 0; count <= 300; count++) attempts.failed(`client ${count}`, 1000);
    expect(attempts.wait('client 0', 2000)).toBe(59_000);
    expect(attempts.wait('owner', 2000)).toBe(0);
    expect(attempts.wait('client 0', 61_000)).toBe(0);
  });
});

describe('a client', () => {
  it('is an address, or the network that one subscriber has', () => {
    const of = (ip: string) => clientOf({ ip });
    expect(of('192.0.2.7')).toBe('192.0.2.7');
    expect(of('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(of('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(of('2001:db8::6')).toBe('2001:db8:0:0::/64');
    expect(of('::1')).toBe('0:0:0:0::/64');
    expect(of('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  });
});

describe('connections', () => {
  it('are bounded for each address, but not for this machine and trusted proxies', () => {
    const http = Object.assign(new EventEmitter(), { maxConnections: 0, headersTimeout: 0, requestTimeout: 0 });
    boundConnections(http as never, { ...LIMITS, connectionsEach: 2 }, (address) => address === '192.0.2.9');
    const connect = (remoteAddress: string) => {
      const socket = Object.assign(new EventEmitter(), { remoteAddress, destroyed: false, destroy: () => {} });
      socket.destroy = () => {
        socket.destroyed = true;
        socket.emit('close');
      };
      http.emit('connection', socket);
      return socket;
    };
    const from = (address: string) => [1, 2, 3].map(() => connect(address));
    const [first, ...others] = from('198.51.100.1');
    expect([first, ...others].map((socket) => socket!.destroyed)).toEqual([false, false, true]);
    first!.destroy();
    expect([connect('198.51.100.1'), connect('198.51.100.1')].map(({ destroyed }) => destroyed)).toEqual([false, true]);
    for (const address of ['127.0.0.1', '::1', '192.0.2.9'])
      expect(from(address).some(({ destroyed }) => destroyed)).toBe(false);
    expect(['2001:db8::1', '2001:db8::2', '2001:db8::3'].map((address) => connect(address).destroyed)).toEqual([
      false,
      false,
      true,
    ]);
    expect(http.maxConnections).toBe(LIMITS.connections);
  });
});
