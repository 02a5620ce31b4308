import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Everything else has the cores first. */
const NICE = 19;

/** Has this process give way to all others; where memory runs short, the system ends it before any other, which it lets nobody forbid. */
export function giveWay(): void {
  try {
    setPriority(NICE);
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // There is no `/proc`.
  }
}
