import { configDefaults, defineConfig } from 'vitest/config';

/** Whole boxes, faults over real RTSP and real captures: bounds of seconds mean nothing beside other work. */
const ALONE = ['test/e2e/**/*.test.ts', 'test/fixtures/rtsp/fault.test.ts', 'test/see/capture/capture.test.ts'];

/** Limits of time only guard against a test that hangs: bounds of behaviour are `patient` (test/patience.ts). */
const shared = { testTimeout: 600_000, hookTimeout: 1_200_000 };

export default defineConfig({
  test: {
    globalSetup: './test/calibrate.ts',
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
