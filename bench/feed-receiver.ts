import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** An entry of the feed, as far as the bench looks into it. */
export interface Entry {
  readonly key: string;
  readonly type: string;
  readonly body: { readonly id: string; readonly startAt: string; readonly endAt: string };
}

/** Who gets the feed over HTTPS, and takes all of it. */
export interface FeedReceiver {
  readonly port: number;
  /** Entries by key. */
  readonly table: ReadonlyMap<string, Entry>;
  /** Bytes of pictures, as JPEG. */
  pictureBytes(): number;
  stop(): Promise<void>;
}

/** Starts a receiver with a certificate. @param files paths of PEM files */
export async function feedReceiver(files: { readonly cert: string; readonly key: string }): Promise<FeedReceiver> {
  const table = new Map<string, Entry>();
  let pictures = 0;
  const [cert, key] = [files.cert, files.key].map((file) => readFileSync(file));
  const server = createServer({ cert, key }, async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString()) as { entries: Entry[]; pictures?: { jpeg: string }[] };
    for (const entry of body.entries) table.set(entry.key, entry);
    for (const { jpeg } of body.pictures ?? []) pictures += Buffer.from(jpeg, 'base64').length;
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    table,
    pictureBytes: () => pictures,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
