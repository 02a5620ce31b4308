import { inject, vi } from 'vitest';

/** How many times longer things take: as `test/calibrate.ts` measured once a run, and for what runs beside another test. */
function patience(): number {
  return inject('patience') * Number(process.env.ROOST_BESIDE ?? 1);
}

/**
 * A bound of behaviour (ms) on this machine as busy as it is now: as it stands where nothing else runs, and longer as work
 * takes longer.
 */
export function patient(ms: number): number {
  return Math.round(ms * patience());
}

/** Work that a busy machine does less of in the same time: a share of it (0 to 1) that is asked for here. */
export function patientShare(share: number): number {
  return share / patience();
}

/** Waits until an expectation holds; the limit only guards against hanging. Resolves with what it returns. */
export function eventually<T>(expectation: () => T | Promise<T>, ms = 60_000): Promise<T> {
  return vi.waitFor(expectation, { timeout: patient(ms), interval: 20 });
}
