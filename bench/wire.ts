import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire between a box and a receiver, on a port of this machine, that counts what goes over it. */
export interface Wire {
  readonly port: number;
  /** Bytes both ways until now, as sockets carry them: with TLS, without the headers of TCP and IP. */
  bytes(): number;
  /** Connections until now. */
  connections(): number;
  stop(): Promise<void>;
}

/** Lays a wire to a port of this machine. */
export async function wireTo(port: number): Promise<Wire> {
  const open = new Set<Socket>();
  let [bytes, connections] = [0, 0];
  const server = createServer((near) => {
    connections++;
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      from.on('error', () => to.destroy());
      from.on('close', () => open.delete(from));
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    bytes: () => bytes,
    connections: () => connections,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
