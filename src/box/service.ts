import { writeSync } from 'node:fs';

/** Tells the system's service manager about this process, in its own words: `READY=1`, `WATCHDOG=1`, `STATUS=...`. */
export interface Service {
  /** Lines of sd_notify(3), sent as one message. Never throws: a manager that does not listen is no reason to stop. */
  tell(...lines: readonly string[]): void;
  /** It ends a process of which it heard no `WATCHDOG=1` for so long, ms; undefined where it does not. */
  readonly watchdogMs: number | undefined;
}

/**
 * The manager that started this process, by what stands in the environment: `ROOST_NOTIFY_FD`, a descriptor connected to its
 * socket (`scripts/install.d/notify-exec` opens it, as Node knows no datagram sockets of files), and `WATCHDOG_USEC` with
 * `WATCHDOG_PID`, as in sd_watchdog_enabled(3). All are taken out, so that no child takes itself to be the service.
 * @param write sends one message; where it throws, the message is lost, and the next one may arrive
 */
export function serviceOf(
  environment: NodeJS.ProcessEnv,
  write: (descriptor: number, text: string) => void = writeSync,
): Service {
  const { ROOST_NOTIFY_FD: descriptor, WATCHDOG_USEC: microseconds, WATCHDOG_PID: pid } = environment;
  for (const name of ['ROOST_NOTIFY_FD', 'NOTIFY_SOCKET', 'WATCHDOG_USEC', 'WATCHDOG_PID']) delete environment[name];
  if (!/^\d+$/.test(descriptor ?? '')) return { tell: () => undefined, watchdogMs: undefined };
  const ours = pid === undefined || Number(pid) === process.pid;
  return {
    tell: (...lines) => {
      try {
        write(Number(descriptor), lines.map((line) => line.replaceAll('\n', ' ')).join('\n'));
      } catch {
        // The manager is restarting, or its queue is full.
      }
    },
    watchdogMs: ours && Number(microseconds) > 0 ? Number(microseconds) / 1_000 : undefined,
  };
}
