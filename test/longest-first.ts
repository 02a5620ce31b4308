import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of tests that take half a minute and more, the longest first: one that begins last has a whole machine wait for it. */
const LONGEST = [
  ...[
    'e2e/torture',
    'e2e/start',
    'e2e/page',
    'e2e/faults',
    'see/capture/capture',
    'see/media/clips-live',
    'e2e/names',
    'e2e/api',
  ],
  ...['e2e/clock', 'e2e/models', 'see/watch/watchers', 'fixtures/rtsp/play', 'see/capture/keys', 'see/capture/freeze'],
  ...[
    'dashboard/screens',
    'see/media/clips',
    'box/fuzz',
    'see/inference/pool',
    'count/record/never-stops',
    'dashboard/now',
  ],
].map((name) => fileURLToPath(new URL(`./${name}.test.ts`, import.meta.url)));

/** Starts the longest files of each group first, whatever the sizes of the files: a fresh clone knows no times of earlier runs. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = LONGEST.find((file) => !existsSync(file));
    if (gone) throw new Error(`test/longest-first.ts names ${gone}, which is not there`);
    const groupOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    const places = new Map(LONGEST.map((file, i) => [file, i]));
    const placeOf = ({ moduleId }: TestSpecification) => places.get(moduleId) ?? LONGEST.length;
    return (await super.sort(files)).sort((a, b) => groupOf(a) - groupOf(b) || placeOf(a) - placeOf(b));
  }
}
