import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/** Whole boxes that look at every frame in time, that fill the machine, or that judge how fast models are: beside other work they would count, and judge, otherwise. */
const ALONE = ['scenes', 'down-cameras', 'hanging', 'replay', 'models', 'page-truth'].map(
  (name) => `test/e2e/${name}.test.ts`,
);
/** Whole boxes, faults over real RTSP and real captures, which wait for most of their time. */
const WAITING = [
  ...['test/e2e/**/*.test.ts', 'test/fixtures/rtsp/*.test.ts', 'test/see/capture/*.test.ts'],
  ...['test/see/media/clips-live.test.ts', 'test/see/watch/watchers.test.ts', 'test/box/shadow/hanging.test.ts'],
];

/** Parts that leave nothing behind in their process, so that one of these tests may follow another there: each process would load them all. */
const TIDY = ['base', 'count', 'know', 'tell'].map((wing) => `test/${wing}/**/*.test.ts`);

/** Limits of time only guard against a test that hangs: bounds of behaviour are `patient` (test/patience.ts). */
const shared = {
  ...{ testTimeout: 600_000, hookTimeout: 1_200_000 },
  alias: { 'fast-check': fileURLToPath(new URL('./test/fast-check.ts', import.meta.url)) },
};

export default defineConfig({
  test: {
    globalSetup: './test/calibrate.ts',
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/tally-reporter.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'side by side',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...TIDY, ...ALONE, ...WAITING],
          // Many start ffmpeg, detectors or a browser of their own: more files at once, and they wait for each other.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'one after another',
          include: TIDY,
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'three at a time',
          include: WAITING,
          exclude: [...configDefaults.exclude, ...ALONE],
          maxWorkers: 3,
          // Each has less than one core, which no calibration before the run can see.
          env: { ROOST_BESIDE: '2' },
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...shared,
          name: 'alone',
          include: ALONE,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
