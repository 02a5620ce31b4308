import { configDefaults, defineConfig } from 'vitest/config';

/** Whole boxes, faults over real RTSP and real captures: bounds of seconds mean nothing beside other work. */
const ALONE = ['test/e2e/**/*.test.ts', 'test/fixtures/rtsp/fault.test.ts', 'test/see/capture/capture.test.ts'];

const shared = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    reporters: ['default', './test/tally-reporter.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'side by side',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ALONE],
          // Many start ffmpeg, detectors or a browser of their own: more files at once, and they wait for each other.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'alone',
          include: ALONE,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
