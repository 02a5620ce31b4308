import { type ChildProcess, fork } from 'node:child_process';
import { childEnvironment, workOf } from '../../base/child.ts';
import { entry } from '../../base/entry.ts';
import type { ShadowTracks } from '../../tell/server/shadow-facts.ts';
import type { FromShadow, ShadowStart, ToShadow } from './messages.ts';
import { LIMITS, type PulseLimits, ShadowPulse } from './pulse.ts';

/** How the life of a process ended: with the end of its run, or otherwise, in words. */
export type ShadowEnd = Extract<FromShadow, { type: 'ended' }> | { readonly type: 'died'; readonly why: string };

/** A process that works on a run. */
export interface ShadowChild {
  readonly pid?: number | undefined;
  readonly ended: Promise<ShadowEnd>;
  say(message: ToShadow): void;
  /** Ends it at once: what it has seen is on the disk. */
  kill(): void;
}

/** Who hears what the process of a run tells while it lives. */
export interface ShadowHears {
  /** How far it has come. */
  tracks(tracks: ShadowTracks): void;
  /** It asks for the next frame of a camera, and waits for it. */
  want(camera: string): void;
}

/** Starts the process of a run. One that hangs is killed, and ends like one that died. */
export function startShadow(start: ShadowStart, hears: ShadowHears, limits: PulseLimits = LIMITS): ShadowChild {
  const { path, execArgv } = entry(import.meta.url, './shadow-process');
  const child = fork(path, [], {
    ...{ execArgv, env: childEnvironment(), stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' },
  });
  const ended = endOf(child, hears, limits);
  child.send(start, () => {});
  return {
    ...{ pid: child.pid, ended },
    say: (message) => void (child.connected && child.send(message, () => {})),
    kill: () => void child.kill('SIGKILL'),
  };
}

function endOf(child: ChildProcess, hears: ShadowHears, limits: PulseLimits): Promise<ShadowEnd> {
  const pulse = new ShadowPulse(limits);
  let hung: string | undefined;
  // A stopped process ignores everything but KILL.
  const timer = setInterval(() => {
    hung ??= pulse.feel(performance.now(), child.pid === undefined ? undefined : workOf(child.pid));
    if (hung !== undefined) child.kill('SIGKILL');
  }, limits.every);
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = text.trim().split('\n').at(-1) || lastWords;
  });
  return new Promise<ShadowEnd>((done) => {
    let end: ShadowEnd | undefined;
    child.on('message', (message: FromShadow) => {
      pulse.heard();
      if (message.type === 'alive') return;
      if (message.type === 'tracks') return hears.tracks(message.tracks);
      if (message.type === 'want') return hears.want(message.camera);
      end = message;
      child.kill('SIGKILL');
    });
    child.once('error', (error) => done({ type: 'died', why: error.message }));
    child.once('exit', (code, by) => {
      const how = by ? `ended by ${by}` : `ended with code ${code}`;
      done(end ?? { type: 'died', why: hung ?? [how, lastWords].join(' ').trim() });
    });
  }).finally(() => clearInterval(timer));
}
