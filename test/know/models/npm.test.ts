import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fetchPackage } from '../../../src/know/models/npm.ts';

const NAME = '@marsh/weights';

/** A gzipped tar of one file: a header of 512 bytes, then the content (POSIX.1-1988 ustar). */
function tarball(path: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('0', 156);
  header.write('ustar\0' + '00', 257);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return gzipSync(Buffer.concat([header, body, Buffer.alloc(1024)]));
}

describe('files out of an npm package', () => {
  const tar = tarball('package/models/small.bin', 'a heron');
  const integrity = `sha512-${createHash('sha512').update(tar).digest('base64')}`;
  let folder: string;
  let registry: Server;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roost-npm-'));
    registry = createServer((request, response) => {
      const at = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
      if (request.url?.endsWith('.tgz')) return response.end(tar);
      if (request.url === '/@marsh%2fweights') {
        const dist = { tarball: `${at}/weights.tgz`, integrity };
        const versions = { '1.2.3': { name: NAME, version: '1.2.3', dist } };
        response.setHeader('content-type', 'application/json');
        return response.end(JSON.stringify({ name: NAME, 'dist-tags': { latest: '1.2.3' }, versions }));
      }
      response.statusCode = 404;
      return response.end();
    });
    await new Promise<void>((done) => registry.listen(0, '127.0.0.1', done));
    // As a user would: in a file that npm reads.
    const file = join(folder, 'npmrc');
    const address = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
    await writeFile(file, `${NAME.split('/')[0]}:registry=${address}\ncache=${join(folder, 'cache')}\n`);
    vi.stubEnv('NPM_CONFIG_USERCONFIG', file);
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    registry.closeAllConnections();
    registry.close();
    await rm(folder, { recursive: true, force: true });
  });

  const from = { name: NAME, version: '1.2.3', integrity };

  it('come from the registry that npm is set to', async () => {
    const [bytes] = await fetchPackage(from, ['models/small.bin']);
    expect(Buffer.from(bytes!).toString()).toBe('a heron');
  });

  it('are refused where the package is another one', async () => {
    const other = `sha512-${createHash('sha512').update('other').digest('base64')}`;
    await expect(fetchPackage({ ...from, integrity: other }, ['models/small.bin'])).rejects.toThrow(
      /^verify package @marsh\/weights@1\.2\.3: what the registry sent is not what the catalog describes/,
    );
  });

  it('are named where the package lacks them', async () => {
    await expect(fetchPackage(from, ['models/none.bin'])).rejects.toThrow('it has no file models/none.bin');
  });

  it('are not to be had in a version that there is not', async () => {
    await expect(fetchPackage({ ...from, version: '9.9.9' }, ['models/small.bin'])).rejects.toThrow(
      /^fetch package @marsh\/weights@9\.9\.9/,
    );
  });

  it('are not waited for once the caller has gone', async () => {
    await expect(fetchPackage(from, ['models/small.bin'], AbortSignal.abort(new Error('gone')))).rejects.toThrow(
      'gone',
    );
  });
});
