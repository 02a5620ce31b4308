import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/base/package.ts';
import { Pulse, type Serving } from '../../src/box/pulse.ts';
import type { Service } from '../../src/box/service.ts';

const EVERY = 20_000;

/** A pulse with one watcher in this state, and all that it told. */
function begun(watcher: { state: 'running' | 'down' }, more: Partial<Serving> = {}) {
  const told: string[] = [];
  const service = { tell: (...lines) => told.push(...lines), watchdogMs: 3 * EVERY } satisfies Service;
  const watchers = () => [{ cameras: ['east', 'west'], state: watcher.state }];
  const box = { address: 'http://127.0.0.1:8420', watchers, failure: () => undefined, looks: () => true, ...more };
  return { pulse: new Pulse(service, box), told };
}

/** How often the manager heard that the box lives, of so many beats. */
function lives(pulse: Pulse, told: string[], beats: number, from = 0): number {
  const before = told.filter((line) => line === 'WATCHDOG=1').length;
  for (let i = 0; i < beats; i++) pulse.beat(from + i * EVERY);
  return told.filter((line) => line === 'WATCHDOG=1').length - before;
}

describe('the pulse', () => {
  it('tells that the box serves, and that it stops', () => {
    const { pulse, told } = begun({ state: 'running' });
    pulse.start();
    pulse.stop();
    const status = `STATUS=${VERSION} serves http://127.0.0.1:8420, looks, stores`;
    expect(told).toEqual(['READY=1', status, 'STOPPING=1', 'STATUS=stopping']);
  });

  it('goes on while watchers run, and while one is being started again', () => {
    const watcher: { state: 'running' | 'down' } = { state: 'running' };
    const { pulse, told } = begun(watcher);
    expect(lives(pulse, told, 10)).toBe(10);
    watcher.state = 'down';
    expect(lives(pulse, told, 6, 200_000)).toBe(6);
    watcher.state = 'running';
    expect(lives(pulse, told, 1, 320_000)).toBe(1);
    watcher.state = 'down';
    expect(lives(pulse, told, 6, 340_000)).toBe(6);
  });

  it('ends when a watcher does not come back, and says which', () => {
    const { pulse, told } = begun({ state: 'down' });
    expect(lives(pulse, told, 20)).toBe(6);
    expect(told.at(-1)).toContain('the watcher of east, west does not come back');
  });

  it('blames no watcher for a machine that slept', () => {
    const { pulse, told } = begun({ state: 'down' });
    pulse.beat(0);
    pulse.beat(10_000_000);
    expect(told.filter((line) => line === 'WATCHDOG=1')).toHaveLength(2);
  });

  it('goes on with a disk that refuses, or without models: a new start mends neither', () => {
    const { pulse, told } = begun({ state: 'running' }, { failure: () => 'disk full', looks: () => false });
    expect(lives(pulse, told, 1)).toBe(1);
    expect(told.at(-1)).toMatch(/does not look, does not store \(disk full\)$/);
  });
});
