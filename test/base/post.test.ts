import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { keepConnection, type Posting, post } from '../../src/base/post.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function receiver(answer: RequestListener) {
  const got: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    got.push(request);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { got, port: (server.address() as AddressInfo).port };
}

const asked = (url: string, more: Partial<Posting> = {}): Posting => {
  return {
    url,
    headers: { 'Content-Type': 'text/plain' },
    body: 'heron 苍鹭',
    signal: new AbortController().signal,
    ...more,
  };
};

describe('post', () => {
  it('sends what it is given, and reads as much of the answer as was asked for', async () => {
    let body = '';
    const { port } = await receiver(async (request, response) => {
      for await (const part of request) body += part;
      response.writeHead(202, { 'Retry-After': '7' }).end('0123456789');
    });
    const answer = await post(asked(`http://127.0.0.1:${port}/x`, { read: 4 }));
    expect(answer).toMatchObject({ status: 202, body: '0123', headers: { 'retry-after': '7' } });
    expect(body).toBe('heron 苍鹭');
    expect(await post(asked(`http://127.0.0.1:${port}/x`))).toMatchObject({ status: 202, body: '' });
  });

  it.each([301, 302, 307, 308])('follows no redirect (%i)', async (status) => {
    const other = await receiver((_, response) => response.end('secret'));
    const { port } = await receiver((_, response) =>
      response.writeHead(status, { Location: `http://127.0.0.1:${other.port}/` }).end(),
    );
    await expect(post(asked(`http://127.0.0.1:${port}/hook?key=s3cret`))).rejects.toThrow(
      `post to http://127.0.0.1:${port}/***: answered ${status}, a redirect, which is not followed`,
    );
    expect(other.got).toHaveLength(0);
  });

  it('connects to the address that was looked at, and asks for a name once', async () => {
    const { got, port } = await receiver((_, response) => response.end());
    let times = 0;
    const resolve = async () => [{ address: times++ === 0 ? '127.0.0.1' : '169.254.169.254', family: 4 }];
    expect(await post(asked(`http://rebinding.example:${port}/`, { resolve }))).toMatchObject({ status: 200 });
    expect([times, got.length, got[0]?.headers.host]).toEqual([1, 1, `rebinding.example:${port}`]);
    await expect(post(asked(`http://rebinding.example:${port}/`, { resolve }))).rejects.toThrow(
      'it leads to 169.254.169.254',
    );
    expect(got).toHaveLength(1);
  });

  it.each(['http://169.254.169.254/', 'http://[::ffff:a9fe:a9fe]/', 'file:///etc/passwd', 'http://u:pa55@127.0.0.1/'])(
    'refuses %s without a connection',
    async (url) => {
      const error: Error = await post(asked(url)).then(
        () => new Error('it was sent'),
        (reason) => reason,
      );
      expect(error.message).toMatch(/^post to .*: the address /);
      expect(error.message).not.toContain('pa55');
    },
  );

  it('is ended by its signal, and tells where nobody listens', async () => {
    const { port } = await receiver(() => undefined);
    const end = new AbortController();
    const waiting = post(asked(`http://127.0.0.1:${port}/`, { signal: end.signal }));
    end.abort();
    await expect(waiting).rejects.toThrow(`post to http://127.0.0.1:${port}: no answer`);
    await expect(post(asked('http://127.0.0.1:9/'))).rejects.toThrow('ECONNREFUSED');
  });

  it('goes over a connection that is kept, also after an answer that was not read to its end', async () => {
    const { got, port } = await receiver((_, response) => response.end('x'.repeat(got.length === 2 ? 1_000_000 : 10)));
    const url = `http://127.0.0.1:${port}/`;
    const over = keepConnection(url);
    ends.push(() => over.close());
    for (let n = 0; n < 4; n++) expect((await post(asked(url, { over, read: 100 }))).status).toBe(200);
    const sockets = got.map(({ socket }) => socket);
    expect([new Set(sockets.slice(0, 2)).size, new Set(sockets).size]).toEqual([1, 2]);
  });

  it('is sent again, once, where the other side had closed the connection that was kept', async () => {
    const seen = new Set<unknown>();
    let refuses = false;
    const { got, port } = await receiver(({ socket }, response) => {
      if (refuses || seen.has(socket)) return void socket.destroy();
      seen.add(socket);
      response.end();
    });
    const url = `http://127.0.0.1:${port}/`;
    const over = keepConnection(url);
    ends.push(() => over.close());
    for (let n = 0; n < 3; n++) expect((await post(asked(url, { over }))).status).toBe(200);
    for (let n = 0; n < 2; n++) expect((await post(asked(url, { over, read: 1 }))).status).toBe(200);
    expect([got.length, seen.size]).toEqual([6, 5]);
    refuses = true;
    await expect(post(asked(url, { over }))).rejects.toThrow('no answer: ');
    expect(got.length).toBe(8);
  });

  it('takes no answer whose headers never fit', async () => {
    const { port } = await receiver((_, response) => response.writeHead(200, { A: 'x'.repeat(20_000) }).end());
    await expect(post(asked(`http://127.0.0.1:${port}/`))).rejects.toThrow('no answer: Parse Error: Header overflow');
  });
});
