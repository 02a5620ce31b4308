import type { ServerLog } from '../tell/server/deps.ts';

/** What a box writes its log with; pino's logger fits. */
export interface Log extends ServerLog {
  warn(facts: object, message: string): void;
}
