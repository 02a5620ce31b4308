import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decoder, encodeHead, type Message } from '../../../src/see/inference/protocol.ts';

const message = fc.record({ meta: fc.jsonValue(), body: fc.uint8Array({ maxLength: 300 }) });
const wire = (messages: readonly Message[]) =>
  Buffer.concat(messages.flatMap(({ meta, body }) => [encodeHead(meta, body.length), body]));
const plain = ({ meta, body }: Message) => ({ meta, body: [...body] });

describe('the protocol', () => {
  it('gives back what was sent, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 20 }), (messages, cuts) => {
        const bytes = wire(messages);
        const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const decoder = new Decoder();
        const got = at.slice(1).flatMap((end, i) => decoder.push(bytes.subarray(at[i], end)));
        // Through JSON, as -0 and the like do not survive it.
        const want = messages.map(({ meta, body }) => ({ meta: JSON.parse(JSON.stringify(meta)), body }));
        expect(got.map(plain)).toEqual(want.map(plain));
      }),
    );
  });

  it('gives back what was sent byte by byte', () => {
    const messages = [
      { meta: { id: 1 }, body: new Uint8Array([1, 2, 3]) },
      { meta: null, body: new Uint8Array(0) },
    ];
    const decoder = new Decoder();
    const got = [...wire(messages)].flatMap((byte) => decoder.push(Uint8Array.of(byte)));
    expect(got.map(plain)).toEqual(messages.map(plain));
  });

  it('refuses a length that no message has', () => {
    expect(() => new Decoder().push(Buffer.alloc(8, 0xff))).toThrow('too long');
  });

  it('gives each message a body of its own', () => {
    const decoder = new Decoder();
    const bytes = wire([{ meta: 1, body: new Uint8Array([7]) }]);
    const [first] = decoder.push(bytes);
    decoder.push(wire([{ meta: 2, body: new Uint8Array([9]) }]));
    bytes.fill(0);
    expect([...first!.body]).toEqual([7]);
  });
});
