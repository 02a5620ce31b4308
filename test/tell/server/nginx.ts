import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { makeCertificate } from '../../../fixtures/certificate.ts';
import { eventually } from '../../patience.ts';
import { textOf } from '../../rules/files.ts';

/** nginx in front of a box. */
export interface Nginx {
  /** E.g. `https://localhost:41234`. */
  readonly address: string;
  stop(): Promise<void>;
}

/** A port that nobody listens at. */
function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

/**
 * Starts nginx with the lines that docs/security.md gives, but for ports and paths.
 * @param pass what to write for `proxy_pass`: the box's address, with a slash behind it to take the path off
 */
export async function startNginx(folder: string, pass: string): Promise<Nginx> {
  const [, server = ''] = /```nginx\n(.*?)```/s.exec(textOf('docs/security.md')) ?? [];
  const { cert, key } = makeCertificate(folder);
  const port = await freePort();
  const lines = server
    .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replace('/etc/ssl/roost/fullchain.pem', cert)
    .replace('/etc/ssl/roost/privkey.pem', key)
    .replace('http://127.0.0.1:8420', pass);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `daemon off; worker_processes 1; pid ${join(folder, 'pid')}; error_log ${join(folder, 'error.log')};
events {} http { access_log off; ${temporary.join(' ')} ${lines} }`,
  );
  const child = spawn('nginx', ['-c', config, '-p', folder, '-e', join(folder, 'error.log')], { stdio: 'inherit' });
  const address = `https://localhost:${port}`;
  await eventually(() => reach(port)).catch(async (error: unknown) => {
    await ended(child);
    throw error;
  });
  return { address, stop: () => ended(child) };
}

function reach(port: number): Promise<void> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done();
    }).on('error', fail);
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done();
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });
}
