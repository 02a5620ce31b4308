import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { tempFolder } from '../../base/temp-folder.ts';

/** What is read at once; a Unix socket seldom holds more, and a larger buffer only falls out of the cache. */
const CHUNK = 64 * 1024;

/** Two ends of one connection. */
export interface Pair {
  /** Ours, read into one buffer. */
  readonly ours: Socket;
  /** For a child's stdout; to be destroyed here once the child has it. */
  readonly theirs: Socket;
}

/**
 * A pair of Unix sockets of which ours is read into one buffer again and again. A child's own pipe would be read into a
 * new buffer each time: at 7 MB/s of frames that is garbage that costs as much as the reading.
 * @param take is handed each chunk, to be copied before it returns
 * @throws Error of the system where no socket can be made
 */
export async function socketPair(take: (chunk: Uint8Array) => void): Promise<Pair> {
  // Closed to others, and gone once both ends are there.
  const folder = await tempFolder('capture');
  const server = createServer({ pauseOnConnect: true });
  try {
    const path = join(folder, 'frames.sock');
    server.listen(path);
    await once(server, 'listening');
    const accepted = once(server, 'connection');
    const callback = (count: number, buffer: Uint8Array) => {
      take(buffer.subarray(0, count));
      return true;
    };
    const ours = connect({ path, onread: { buffer: new Uint8Array(CHUNK), callback } });
    const [theirs] = (await accepted) as [Socket];
    return { ours, theirs };
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
