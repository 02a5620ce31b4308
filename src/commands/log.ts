import { type Logger, pino } from 'pino';

/** The box's log: JSON lines for a service, plain lines for a person at a terminal. Goes to stderr; stdout is for answers. */
export function openLog(level: string, plain = process.stderr.isTTY): Logger {
  if (!plain) return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
  return pino({ level, base: null }, { write: (line: string) => process.stderr.write(readable(line)) });
}

const NAMES: Readonly<Record<number, string>> = { 20: 'debug', 30: 'info', 40: 'warning', 50: 'error', 60: 'fatal' };

function readable(line: string): string {
  const { level, time, msg, ...facts } = JSON.parse(line) as { level: number; time: number; msg: string };
  const rest = Object.entries(facts).map(
    ([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `${new Date(time).toISOString().slice(11, 19)} ${NAMES[level] ?? level}: ${msg}${rest.join('')}\n`;
}
