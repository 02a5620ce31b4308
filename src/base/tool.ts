import { spawn } from 'node:child_process';
import { childEnvironment, closePipes, endChild, ended } from './child.ts';
import { messageOf, RoostError } from './errors.ts';
import { Tail } from './lines.ts';

/** What a program that ran to its end has left. */
export interface Outcome {
  readonly stdout: Buffer;
  /** Its last lines, secrets taken out. */
  readonly stderr: string;
  /** Its exit code; undefined where a signal ended it. */
  readonly code: number | undefined;
  /** True if it took too long and was ended. */
  readonly late: boolean;
}

/** The descriptor from which a program reads its script. */
export const SCRIPT_FD = 3;

/** How a program is run. */
export interface ToolOptions {
  /** What it reads from the pipe `SCRIPT_FD`; nothing by default. */
  readonly script?: string | Buffer;
  /** Every spelling of what must not be kept of its words. */
  readonly secrets?: readonly string[];
  /** In milliseconds; then it is ended. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * Runs ffmpeg or ffprobe to its end and collects what it printed. One that takes too long, or whose signal is aborted, is ended
 * in steps, which also end a stopped one.
 * @throws RoostError if the program could not be started; the signal's reason if aborted
 */
export async function runTool(
  program: string,
  args: readonly string[],
  { script = '', secrets = [], timeout, signal }: ToolOptions,
): Promise<Outcome> {
  signal.throwIfAborted();
  const child = spawn(program, args, { env: childEnvironment(), stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  const tail = new Tail(secrets);
  let spawnError: unknown;
  child.on('error', (error) => {
    spawnError ??= error;
  });
  // A child that dies early breaks its pipes; its exit tells why, the pipes have nothing to add.
  for (const pipe of child.stdio) pipe?.on('error', () => undefined);
  const pipe = child.stdio[SCRIPT_FD];
  if (pipe && 'end' in pipe) pipe.end(script);
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => tail.push(text, 0));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let late = false;
  const end = () => void endChild(child);
  const timer = setTimeout(() => {
    late = true;
    end();
  }, timeout);
  signal.addEventListener('abort', end, { once: true });
  await ended(child);
  if (child.pid !== undefined) await closed;
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
  closePipes(child);
  signal.throwIfAborted();
  if (child.pid === undefined) {
    throw new RoostError('start', program, messageOf(spawnError), 'Install the package ffmpeg', { cause: spawnError });
  }
  return { stdout: Buffer.concat(chunks), stderr: tail.text(), code: child.exitCode ?? undefined, late };
}
