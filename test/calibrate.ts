import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** How many times longer than on an idle machine things take here, 1 or more. */
    patience: number;
  }
}

/** So much work (ms of a core) is timed. */
const WORK = 400;
/** A machine that is busier than this is too busy to test on. */
const MOST = 10;
/** What is busy for a moment is busier at another. */
const MARGIN = 1.5;
/** Below this it is an idle machine and the clock's own noise. */
const IDLE = 1.1;

/** Measures once a run how long work takes here beside whatever else runs, so that bounds of behaviour can be scaled by it. */
export default function calibrate(project: TestProject): void {
  const stretched = spin();
  project.provide('patience', stretched < IDLE ? 1 : Math.min(MOST, stretched * MARGIN));
}

/** Wall time over processor time of a piece of work: 1 with a core of its own. */
function spin(): number {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(before);
    const cpu = (user + system) / 1000;
    if (cpu >= WORK) return Math.max(1, (performance.now() - startedAt) / cpu);
  }
}
