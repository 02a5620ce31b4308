/** One message between a watcher and an inference process: what it is about, and raw bytes. */
export interface Message {
  readonly meta: unknown;
  readonly body: Uint8Array;
}

/** Bytes of meta, then bytes of body, each as an unsigned 32 bit little-endian number. */
const HEADER = 8;
/** Far above any real message: what exceeds it is not ours, and must not be waited for. */
const MAX_META = 1 << 20;
const MAX_BODY = 1 << 27;

const NOTHING = new Uint8Array(0);

/** The head of a message, header and meta; the body follows on the wire as it is, without a copy. */
export function encodeHead(meta: unknown, bodyBytes = 0): Buffer {
  const json = Buffer.from(JSON.stringify(meta), 'utf8');
  if (json.length > MAX_META || bodyBytes > MAX_BODY) throw new RangeError('message too long');
  const head = Buffer.allocUnsafe(HEADER + json.length);
  head.writeUInt32LE(json.length, 0);
  head.writeUInt32LE(bodyBytes, 4);
  json.copy(head, HEADER);
  return head;
}

/** Puts messages together again from a byte stream that was cut anywhere. One for each connection. */
export class Decoder {
  #header = Buffer.alloc(HEADER);
  #meta: Buffer = Buffer.alloc(0);
  #body: Uint8Array = NOTHING;
  #part: 'header' | 'meta' | 'body' = 'header';
  /** Bytes of the current part that have come. */
  #filled = 0;

  /**
   * Takes the next bytes of the stream.
   * @returns the messages that are now complete, each with a body of its own
   * @throws Error where the stream is not ours; the connection is then of no more use
   */
  push(chunk: Uint8Array): Message[] {
    const messages: Message[] = [];
    let at = 0;
    // A part may be empty, so each pass ends by looking whether the current one is complete.
    while (true) {
      const target = this.#part === 'header' ? this.#header : this.#part === 'meta' ? this.#meta : this.#body;
      const count = Math.min(target.length - this.#filled, chunk.length - at);
      target.set(chunk.subarray(at, at + count), this.#filled);
      at += count;
      this.#filled += count;
      if (this.#filled < target.length) return messages;
      const message = this.#advance();
      if (message) messages.push(message);
      if (at === chunk.length && this.#part === 'header') return messages;
    }
  }

  #advance(): Message | undefined {
    this.#filled = 0;
    if (this.#part === 'header') {
      const meta = this.#header.readUInt32LE(0);
      const body = this.#header.readUInt32LE(4);
      if (meta > MAX_META || body > MAX_BODY) throw new Error(`message of ${meta} and ${body} bytes is too long`);
      this.#meta = Buffer.allocUnsafe(meta);
      this.#body = body > 0 ? Buffer.allocUnsafe(body) : NOTHING;
      this.#part = 'meta';
      return undefined;
    }
    if (this.#part === 'meta') {
      this.#part = 'body';
      return undefined;
    }
    this.#part = 'header';
    return { meta: JSON.parse(this.#meta.toString('utf8')), body: this.#body };
  }
}
