import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ZipFile } from 'yazl';

/** SHA-256 of some bytes, hexadecimal. */
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A zip of these files, in their order; a name that ends with a stroke is a folder. */
export async function zipOf(files: Readonly<Record<string, Uint8Array>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(files))
    if (name.endsWith('/')) zip.addEmptyDirectory(name);
    else zip.addBuffer(Buffer.from(bytes), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What a server does with a request, told apart by its path. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of files on this machine, which knows ranges. */
export class FileServer {
  readonly #server: Server;
  readonly #answers = new Map<string, Answer>();
  /** Path and range of every request. */
  readonly asked: { readonly path: string; readonly range: string | undefined }[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = request.url ?? '';
      this.asked.push({ path, range: request.headers.range });
      const answer = this.#answers.get(path);
      if (answer) answer(request, response);
      else response.writeHead(404).end();
    });
  }

  static async start(): Promise<FileServer> {
    const server = new FileServer();
    await new Promise<void>((done) => server.#server.listen(0, '127.0.0.1', done));
    return server;
  }

  /** Address of a path. */
  at(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  /** Answers a path so from now on. @returns its address */
  on(path: string, answer: Answer): string {
    this.#answers.set(path, answer);
    return this.at(path);
  }

  /** Serves a file. @param chunked true where its length is not said beforehand */
  file(path: string, bytes: Uint8Array, { chunked = false } = {}): string {
    return this.on(path, (request, response) => {
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      if (from >= bytes.length)
        return void response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      if (from > 0) response.setHeader('content-range', `bytes ${from}-${bytes.length - 1}/${bytes.length}`);
      if (!chunked) response.setHeader('content-length', bytes.length - from);
      response.statusCode = from > 0 ? 206 : 200;
      if (chunked) response.flushHeaders();
      response.end(bytes.subarray(from));
    });
  }

  /**
   * Serves a file up to some byte, and then cuts the connection.
   * @param kept ends once the other side has kept some of it: what is still on its way is lost with the connection
   */
  cut(path: string, bytes: Uint8Array, upTo: number, kept: () => Promise<unknown>): string {
    return this.on(path, (_, response) => {
      response.setHeader('content-length', bytes.length);
      response.write(bytes.subarray(0, upTo), () => void kept().finally(() => response.destroy()));
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
