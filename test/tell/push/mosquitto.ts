import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Debian's mosquitto on a free port of this machine, which remembers who listens over a kill. */
export class Mosquitto {
  readonly #folder = mkdtempSync(join(tmpdir(), 'roost-mosquitto-'));
  readonly #more: readonly string[];
  #child: ChildProcess | undefined;
  port = 0;

  /** @param more lines of its configuration; anybody is let in without any */
  constructor(more: readonly string[] = ['allow_anonymous true']) {
    this.#more = more;
  }

  async start(): Promise<void> {
    if (this.port === 0) this.port = await freePort();
    const lines = [
      `listener ${this.port} 127.0.0.1`,
      ...this.#more,
      'persistence true',
      `persistence_location ${this.#folder}/`,
      'autosave_on_changes true',
      'autosave_interval 1',
      'max_queued_messages 0',
      'log_dest none',
      'user root',
    ];
    const file = join(this.#folder, 'mosquitto.conf');
    writeFileSync(file, `${lines.join('\n')}\n`);
    this.#child = spawn('mosquitto', ['-c', file], { stdio: 'ignore' });
    for (let tries = 0; !(await answers(this.port)); tries++) {
      if (tries > 500) throw new Error('mosquitto did not start');
      await sleep(20);
    }
  }

  /** A file in its folder, e.g. of passwords. */
  file(name: string): string {
    return join(this.#folder, name);
  }

  /** Ends it at once, as a power cut does. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true });
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
