import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../src/base/package.ts';

const PARTS = join(ROOT, 'scripts/install.d');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-install-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program to its end, with nothing of this environment but what is given. */
function run(program: string, args: readonly string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...environment },
  });
  return { status, stdout, stderr };
}

describe('scripts/install', () => {
  it('is made of shell that bash can read', () => {
    const files = ['install', 'release', 'try-install', 'try-ffmpeg'].map((name) => join(ROOT, 'scripts', name));
    for (const of of ['install.d', 'try-install.d'])
      files.push(...names(of, '.sh').map((name) => join(ROOT, 'scripts', of, name)));
    expect(files.length).toBeGreaterThan(8);
    expect(files.map((file) => run('bash', ['-n', file]).stderr).filter(Boolean)).toEqual([]);
  });

  it('says how it is used where a word is wrong', () => {
    const { status, stderr } = run('bash', [join(ROOT, 'scripts/install'), '--upgarde']);
    expect(status).toBe(2);
    expect(stderr).toContain('scripts/install --upgrade');
    expect(run('bash', [join(ROOT, 'scripts/install'), '--upgrade', '--purge-data'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('goes with --uninstall'),
    });
  });

  it('changes nothing where it is not run as root', () => {
    const own = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--clear-groups'] : ['env'];
    const { status, stderr } = run(own[0]!, [...own.slice(1), 'bash', join(ROOT, 'scripts/install'), '--uninstall']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/This is not root. Run: sudo .*scripts\/install/);
  });

  it('refuses a tree that is no release', () => {
    const { status, stderr } = run('bash', [join(ROOT, 'scripts/install')]);
    expect(status).toBe(1);
    expect(stderr).toContain('is no unpacked release');
  });
});

describe('the unit', () => {
  const unit = () => {
    const file = join(folder, 'roost.service');
    const text = readFileSync(join(PARTS, 'roost.service'), 'utf8');
    // The commands are there once it is installed; what they are called is of no matter to the rest.
    writeFileSync(file, text.replace(/^(ExecStart\w*)=.*/gm, '$1=/bin/true'));
    return file;
  };

  it('has no fault that systemd finds', () => {
    expect(run('systemd-analyze', ['verify', '--man=no', unit()])).toMatchObject({ status: 0, stderr: '' });
  });

  it('lets the box do little else than what it is for', () => {
    const { status, stdout } = run('systemd-analyze', ['security', '--offline=true', '--threshold=30', unit()]);
    expect(stdout).toMatch(/Overall exposure level for roost.service: [0-2]\.\d/);
    expect(status).toBe(0);
  });

  it('is let to what decodes video on this machine, and to no other device', () => {
    const root = join(folder, 'machine');
    for (const path of [
      'dev/dri/card0',
      'dev/dri/renderD128',
      'dev/mpp_service',
      'dev/video10',
      'dev/video0',
      'dev/sda',
    ]) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), '');
    }
    for (const [name, called] of Object.entries({ video0: 'USB camera', video10: 'bcm2835-codec-decode' })) {
      mkdirSync(join(root, 'sys/class/video4linux', name), { recursive: true });
      writeFileSync(join(root, 'sys/class/video4linux', name, 'name'), `${called}\n`);
    }
    const script = `set -euo pipefail; source ${PARTS}/units.sh; mapfile -t all < <(decoder_devices ${root}); decoder_rights "\${all[@]}"`;
    const { stdout, stderr } = run('bash', ['--norc', '-c', script]);
    expect(stderr).toBe('');
    expect(stdout.split('\n').slice(1)).toEqual([
      '[Service]',
      'PrivateDevices=no',
      'DevicePolicy=closed',
      ...['/dev/dri/renderD128', '/dev/mpp_service', '/dev/video10'].map((path) => `DeviceAllow=${path} rw`),
      '',
    ]);
    const none = run('bash', [
      '--norc',
      '-c',
      `set -euo pipefail; source ${PARTS}/units.sh; decoder_devices ${root}/nothing`,
    ]);
    expect(none).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('starts files that are part of a release', () => {
    const text = readFileSync(join(PARTS, 'roost.service'), 'utf8');
    const parts = [...text.matchAll(/\/opt\/roost\/current\/scripts\/install\.d\/([\w-]+)/g)].map(([, name]) => name!);
    expect(parts).toEqual(['wait-after-failures', 'notify-exec']);
    expect(parts.filter((name) => !readdirSync(PARTS).includes(name))).toEqual([]);
  });
});

describe('waiting after failures', () => {
  it('grows to five minutes, and is forgotten after a quarter of an hour', () => {
    const sleep = join(folder, 'sleep');
    writeFileSync(sleep, '#!/bin/sh\necho "$1"\n');
    chmodSync(sleep, 0o755);
    const start = () => {
      const environment = { RUNTIME_DIRECTORY: folder, PATH: `${folder}:/usr/bin:/bin` };
      return Number(run(join(PARTS, 'wait-after-failures'), [], environment).stdout);
    };
    expect(Array.from({ length: 11 }, start)).toEqual([0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]);
    const [count, last] = readFileSync(join(folder, 'starts'), 'utf8').split(' ');
    writeFileSync(join(folder, 'starts'), `${count} ${Number(last) - 901}\n`);
    expect(start()).toBe(0);
  });
});

describe('the start line', () => {
  /** Binds a datagram socket, starts the rest of its arguments, and prints the message that comes, and whose process sent it. */
  const RECEIVER = `
import os, socket, struct, subprocess, sys
path = sys.argv[1]
own = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
own.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
own.bind(path.replace('@', chr(0), 1))
child = subprocess.Popen(sys.argv[2:], env={**os.environ, 'NOTIFY_SOCKET': path})
data, about, _, _ = own.recvmsg(4096, 1024)
pid, = struct.unpack('i', about[0][2][:4])
print(data.decode().replace(chr(10), ';'), pid == child.pid, child.wait())`;

  const say = `
    import { serviceOf } from ${JSON.stringify(join(ROOT, 'src/box/service.ts'))};
    serviceOf(process.env).tell('READY=1', 'STATUS=' + process.env.NOTIFY_SOCKET);`;
  const node = ['--import', 'tsx', '--input-type=module', '--eval', say];

  it.each(['a socket in a folder', '@an abstract one'])('leads to systemd by %s, from the main process', (kind) => {
    const path = kind.startsWith('@') ? `@roost-test-${process.pid}` : join(folder, 'notify');
    const { stdout, stderr } = run('python3', [
      '-c',
      RECEIVER,
      path,
      join(PARTS, 'notify-exec'),
      process.execPath,
      ...node,
    ]);
    expect(stderr).toBe('');
    expect(stdout).toBe('READY=1;STATUS=undefined True 0\n');
  });

  it('runs the same without systemd', () => {
    expect(run(join(PARTS, 'notify-exec'), ['echo', 'here']).stdout).toBe('here\n');
  });

  it('says which command is not there', () => {
    const { status, stderr } = run(join(PARTS, 'notify-exec'), ['/nowhere/node']);
    expect(status).not.toBe(0);
    expect(stderr).toContain('cannot start /nowhere/node: No such file');
  });
});

function names(of: string, ending: string): string[] {
  return readdirSync(join(ROOT, 'scripts', of)).filter((name) => name.endsWith(ending));
}
