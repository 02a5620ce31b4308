import { describe, expect, it } from 'vitest';
import { serviceOf } from '../../src/box/service.ts';

describe('the service manager', () => {
  it('is told each message whole, on the descriptor that the environment names', () => {
    const sent: [number, string][] = [];
    const service = serviceOf({ ROOST_NOTIFY_FD: '3' }, (fd, text) => sent.push([fd, text]));
    service.tell('READY=1', 'STATUS=a disk\nfailed');
    expect(sent).toEqual([[3, 'READY=1\nSTATUS=a disk failed']]);
  });

  it('is nobody without a descriptor', () => {
    const fail = () => {
      throw new Error('nobody is told');
    };
    for (const environment of [{}, { ROOST_NOTIFY_FD: '' }, { ROOST_NOTIFY_FD: '/run/notify', WATCHDOG_USEC: '1' }]) {
      const service = serviceOf(environment, fail);
      service.tell('READY=1');
      expect(service.watchdogMs).toBeUndefined();
    }
  });

  it('that does not listen stops nothing', () => {
    const service = serviceOf({ ROOST_NOTIFY_FD: '3' }, () => {
      throw new Error('EAGAIN');
    });
    expect(() => service.tell('WATCHDOG=1')).not.toThrow();
  });

  it('watches this process only if it says so', () => {
    const limit = (more: NodeJS.ProcessEnv) =>
      serviceOf({ ROOST_NOTIFY_FD: '3', WATCHDOG_USEC: '60000000', ...more }).watchdogMs;
    expect(limit({})).toBe(60_000);
    expect(limit({ WATCHDOG_PID: String(process.pid) })).toBe(60_000);
    expect(limit({ WATCHDOG_PID: '1' })).toBeUndefined();
    expect(limit({ WATCHDOG_USEC: '0' })).toBeUndefined();
  });

  it('is not known to children', () => {
    const environment = {
      ROOST_NOTIFY_FD: '3',
      NOTIFY_SOCKET: '/run/n',
      WATCHDOG_USEC: '1',
      WATCHDOG_PID: '2',
      HOME: '/',
    };
    serviceOf(environment);
    expect(environment).toEqual({ HOME: '/' });
  });
});
