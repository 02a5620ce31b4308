import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { weights } from '../shared.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A camera as the tests describe it; the rest is the same for all. */
export interface TestCamera {
  readonly id: string;
  readonly url: string;
  readonly analysisUrl?: string;
  readonly enabled?: boolean;
  /** Size of the frames that are analysed; 640x360 without it. */
  readonly analysis?: { readonly width: number; readonly height: number };
}

/** What the folder of a box is made from. */
export interface BoxPlan {
  readonly cameras: readonly TestCamera[];
  readonly gapSeconds?: number;
  readonly watchers?: number;
  /** Inference processes; 1 without it. */
  readonly processes?: number;
  /** Text of site.yaml; the whole world without it. */
  readonly checklist?: string;
  /** Text of secrets.env. */
  readonly secrets?: string;
  /** Variables for the box's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Further lines of roost.yaml. */
  readonly more?: string;
}

/** A folder with roost.yaml, camera files and secrets, as a deployer has it. Removed by `remove`. */
export class BoxFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'roost-e2e-'));
  readonly #env: Readonly<Record<string, string>>;

  private constructor(env: Readonly<Record<string, string>> = {}) {
    this.#env = env;
  }

  static async write(plan: BoxPlan): Promise<BoxFolder> {
    const folder = new BoxFolder(plan.env);
    const { path } = folder;
    await mkdir(join(path, 'cameras'));
    await writeFile(join(path, 'roost.yaml'), siteYaml(plan));
    await writeFile(join(path, 'site.yaml'), plan.checklist ?? 'name: test-site\nregion: world\n');
    for (const camera of plan.cameras) await writeFile(join(path, 'cameras', `${camera.id}.yaml`), cameraYaml(camera));
    if (plan.secrets) await writeFile(join(path, 'secrets.env'), plan.secrets, { mode: 0o600 });
    return folder;
  }

  /** Starts the real command on this folder. */
  start(): Promise<Box> {
    return Box.start(this.path, this.#env);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function siteYaml({ gapSeconds = 60, watchers = 2, processes = 1, more = '' }: BoxPlan): string {
  return `site: { name: Test site, latitude: 31.5, longitude: 121.9, timeZone: Asia/Shanghai }
api: { host: 127.0.0.1, port: 0 }
detector: { model: yolox-nano, processes: ${processes} }
visits: { gapSeconds: ${gapSeconds} }
budgets: { watchers: ${watchers} }
evidence: { clipSeconds: 4 }
${more}`;
}

function cameraYaml({ id, url, analysisUrl, enabled = true, analysis }: TestCamera): string {
  const { width, height } = analysis ?? { width: 640, height: 360 };
  return `id: ${id}
name: Camera ${id}
url: ${url}
${analysisUrl ? `analysisUrl: ${analysisUrl}\n` : ''}fps: 5
analysis: { width: ${width}, height: ${height} }
sweepSeconds: 1
enabled: ${enabled}
`;
}

/** A line of a box's log. */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly page?: string;
  readonly [fact: string]: unknown;
}

/** A box that runs as a process of its own. */
export class Box {
  readonly child: ChildProcess;
  /** All that it printed so far. */
  printed = '';
  /** Where its API answers. */
  address = '';
  /** Sent with what its API is asked; needed from the first token on. */
  token: string | undefined;
  readonly #exit: Promise<number | NodeJS.Signals | null>;

  private constructor(child: ChildProcess) {
    this.child = child;
    this.#exit = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.printed += text;
      });
    }
  }

  /** Starts `roost start` and waits until its log tells where the page opens. */
  static async start(folder: string, env: Readonly<Record<string, string>>): Promise<Box> {
    const args = ['start', '-c', join(folder, 'roost.yaml')];
    const box = Box.run(args, { ROOST_MODEL_MIRROR: weights()!, ...env });
    const ended = box.#exit.then((how) => {
      throw new Error(`the box ended with ${how}:\n${box.printed}`);
    });
    box.address = await Promise.race([box.#announced(), ended]);
    // From here on an end is what a test looks for.
    ended.catch(() => undefined);
    return box;
  }

  /** Runs any command of the CLI, from source. */
  static run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Box {
    const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'src/main.ts'), ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Box(child);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** The lines of its log. */
  get log(): LogLine[] {
    const lines = this.printed.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
    return lines.map((line) => JSON.parse(line) as LogLine);
  }

  /** Asks the API. */
  async get<T>(path: string): Promise<T> {
    const headers = { ...(this.token !== undefined && { Authorization: `Bearer ${this.token}` }) };
    const response = await fetch(this.address + path, { headers, signal: AbortSignal.timeout(60_000) });
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Sends a signal and waits for the end. @returns exit code, or the signal that ended it, and how long it took */
  async end(signal: NodeJS.Signals): Promise<{ how: number | NodeJS.Signals | null; ms: number }> {
    const startedAt = performance.now();
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    const how = await this.#exit;
    return { how, ms: performance.now() - startedAt };
  }

  /** Waits for the end of a command that ends by itself. */
  ended(): Promise<number | NodeJS.Signals | null> {
    return this.#exit;
  }

  async #announced(): Promise<string> {
    for (;;) {
      const line = this.log.find(({ page }) => page);
      if (line?.page) return line.page;
      await sleep(50);
    }
  }
}
