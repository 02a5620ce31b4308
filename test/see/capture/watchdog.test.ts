import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchdog } from '../../../src/see/capture/watchdog.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('watchdog', () => {
  it('looks until the vigil finds silence, and tells since when', async () => {
    let looks = 0;
    const found = watchdog({ look: () => (++looks === 3 ? 1234 : undefined) }, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(10_000);
    await expect(found).resolves.toEqual({ since: 1234 });
    expect(looks).toBe(3);
  });

  it('says that its end was asked for, also where it was before the first look', async () => {
    const end = new AbortController();
    const never = { look: () => undefined };
    const ended = watchdog(never, end.signal);
    end.abort();
    await expect(ended).resolves.toBe('asked');
    await expect(watchdog(never, end.signal)).resolves.toBe('asked');
  });

  it('rejects with what the vigil throws', async () => {
    const broken = { look: () => expect.fail('broken') };
    const ended = expect(watchdog(broken, new AbortController().signal)).rejects.toThrow('broken');
    await vi.advanceTimersByTimeAsync(1_000);
    await ended;
  });
});
