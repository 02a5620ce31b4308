import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { type KeptConnection, keepConnection, post } from '../../base/post.ts';
import { shownAddress } from '../../base/post-address.ts';
import { signature } from '../../base/signature.ts';
import type { BatchPicture } from '../server/shapes/pushed.ts';
import type { Batch, Picture } from './batch.ts';
import type { Receiver } from './pusher.ts';
import { NotNow, retryAfter, TooMuch } from './refusals.ts';

/** Where batches of the feed are posted. */
export interface HttpsReceiver {
  readonly url: string;
  /** Signs each batch. */
  readonly secret: string;
  readonly authorization?: string | undefined;
  /** Certificates (PEM) that are trusted in place of the system's. */
  readonly ca?: string;
  readonly site: string;
  readonly box: string;
  /** The data folder, for pictures. */
  readonly data: string;
}

/** A batch takes so long at most, ms. */
const WITHIN = 60_000;
/** Bytes of an answer that tells why a batch was not taken. */
const WORDS = 300;

/** Posts batches: the receiver has one once it answers with a status of success, and gets it again until it does. */
export function httpsReceiver(options: HttpsReceiver): Receiver {
  const shown = shownAddress(options.url);
  return {
    name: 'https',
    shown,
    open: async () => {
      const over = keepConnection(options.url);
      const within = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(WITHIN)]);
      return {
        send: (batch, signal) => send(options, { shown, over }, batch, within(signal)),
        // One that is closed between two batches is made anew with the next.
        onBroken: () => () => undefined,
        close: async () => over.close(),
      };
    },
  };
}

async function send(
  options: HttpsReceiver,
  { shown, over }: { readonly shown: string; readonly over: KeptConnection },
  batch: Batch,
  signal: AbortSignal,
): Promise<void> {
  const { url, secret, authorization, ca, site, box, data } = options;
  const { entries, gap, pictures, tooLarge } = batch;
  const body = JSON.stringify({
    site,
    box,
    entries,
    ...(gap && { gap }),
    ...(tooLarge && { tooLarge }),
    ...(pictures.length > 0 && { pictures: (await Promise.all(pictures.map((one) => withBytes(data, one)))).flat() }),
  });
  const {
    status,
    headers,
    body: words,
  } = await post({
    url,
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': `"${keyOf(batch)}"`,
      'Roost-Signature': signature(secret, Math.floor(Date.now() / 1000), body),
      ...(authorization !== undefined && { Authorization: authorization }),
    },
    body,
    signal,
    read: WORDS,
    over,
    ...(ca !== undefined && { ca }),
  });
  if (status >= 200 && status <= 299) return;
  const said = words.replace(/\p{Cc}+/gu, ' ').trim();
  const told = ['push the feed to', shown, `it answered ${status}${said && `: ${said}`}`, 'It is tried again'] as const;
  if (status === 413) throw new TooMuch(...told);
  const afterMs = retryAfter(headers['retry-after'], Date.now());
  throw afterMs === undefined ? new RoostError(...told) : new NotNow(afterMs, ...told);
}

/** The same for a batch that comes again. */
function keyOf({ entries, gap, tooLarge }: Batch): string {
  const [first, last] = [entries[0]?.key, entries.at(-1)?.key];
  if (first !== undefined) return `${first}-${last!.split(':')[1]}`;
  return tooLarge ? `too-large:${tooLarge.key}` : `gap:${gap?.after}-${gap?.until}`;
}

/** A picture with its bytes in base64; none where its file is gone. */
async function withBytes(data: string, { visit, media, sha256, file }: Picture): Promise<BatchPicture[]> {
  const jpeg = await readFile(join(data, file)).catch(() => undefined);
  return jpeg ? [{ visit, media, sha256, jpeg: jpeg.toString('base64') }] : [];
}
