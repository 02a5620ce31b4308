import { spawn } from 'node:child_process';
import { messageOf, RoostError } from '../../base/errors.ts';
import { closePipes, endChild, ended } from './child.ts';
import { Tail } from './lines.ts';
import { cameraScript, SCRIPT_FD } from './script.ts';
import type { Source } from './source.ts';

/** What a program that ran to its end has left. */
export interface Outcome {
  readonly stdout: Buffer;
  /** Its last lines, secrets taken out. */
  readonly stderr: string;
  /** True if it took too long and was ended. */
  readonly late: boolean;
}

/**
 * Runs ffmpeg or ffprobe to its end and collects what it printed.
 * @param camera whose script it reads from its pipe, if its input is a camera
 * @param timeout in milliseconds
 * @throws RoostError if the program could not be started; the signal's reason if aborted
 */
export async function runTool(
  program: string,
  args: readonly string[],
  { camera, timeout, signal }: { camera?: Source; timeout: number; signal: AbortSignal },
): Promise<Outcome> {
  signal.throwIfAborted();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  const tail = new Tail(camera?.secrets ?? []);
  let spawnError: unknown;
  child.on('error', (error) => {
    spawnError ??= error;
  });
  // A child that dies early breaks its pipes; its exit tells why, the pipes have nothing to add.
  for (const pipe of child.stdio) pipe?.on('error', () => undefined);
  const script = child.stdio[SCRIPT_FD];
  if (script && 'end' in script) script.end(camera ? cameraScript(camera) : '');
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
  return { stdout: Buffer.concat(chunks), stderr: tail.text(), late };
}
