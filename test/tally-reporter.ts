import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends the run with one line: `N passed, N failed, N skipped`. A file or a group that could not be run counts as a failure.
 * With ROOST_NO_SKIPS set, a skipped test fails the run: it is set where everything that a test may need is there.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    const skipped: string[] = [];
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state]++;
        if (state === 'skipped') skipped.push(`${module.relativeModuleId}: ${test.fullName}`);
      }
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) count.failed++;
      if (module.errors().length > 0) count.failed++;
    }
    const failed = count.failed + count.pending + errors.length;
    if (process.env.ROOST_NO_SKIPS && skipped.length > 0) {
      console.log(['Skipped, though nothing may be skipped here:', ...skipped].join('\n  '));
      process.exitCode = 1;
    }
    process.once('exit', () => console.log(`${count.passed} passed, ${failed} failed, ${count.skipped} skipped`));
  }
}
