import { RoostError } from '../../../base/errors.ts';

/** Marks at the start of a file that say how its text is written. */
const MARKS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** What no text holds: control characters but tabs and line ends, and code points that mean nothing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTED = /[\0-\x08\x0e-\x1f\ufffe\uffff]/;

/**
 * The text of a file: UTF-8, UTF-16 or GB 18030 (which GBK and GB 2312 are part of), as a byte-order mark says, else as the bytes
 * allow. Never a guess that loses characters: bytes that are none of them are refused.
 * @throws RoostError where they are none, or hold what no text does
 */
export function decode(bytes: Uint8Array, file: string): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
  const candidates = marked ? [marked] : [...unmarked16(bytes), 'utf-8', 'gb18030'];
  for (const encoding of candidates) {
    const text = strictly(encoding, bytes);
    if (text !== undefined && !UNPRINTED.test(text)) return text;
  }
  throw new RoostError(
    'read records',
    file,
    marked ? `says that it is ${marked}, and is not` : 'is no text in UTF-8, UTF-16 or GB 18030 (GBK)',
    'Open it in a spreadsheet and save it as XLSX, or as CSV in UTF-8',
  );
}

function strictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** UTF-16 without a mark: every second byte of its commas, digits and line ends is 0, and text in other forms has none. */
function unmarked16(bytes: Uint8Array): string[] {
  const head = bytes.subarray(0, 1024);
  const zeros = [0, 1].map((parity) => head.filter((byte, index) => byte === 0 && index % 2 === parity).length);
  if (zeros[0] === zeros[1]) return [];
  return [zeros[1]! > zeros[0]! ? 'utf-16le' : 'utf-16be'];
}
