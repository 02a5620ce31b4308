import { RoostError } from '../../base/errors.ts';

/** A file that holds no picture, or not all of what it should: no fault of Roost's, and others can go on without it. */
export class UnreadableFile extends RoostError {
  /** What is wrong with it in a few words, without its name. */
  readonly reason: string;

  /** @param reason e.g. the last line that ffmpeg said */
  constructor(file: string, reason: string, options?: { cause?: unknown }) {
    super('read', file, reason, 'Is it a complete video or picture file?', options);
    this.name = 'UnreadableFile';
    this.reason = reason;
  }
}

/** Lines with which ffmpeg ends whatever was wrong. */
const ENDS =
  /Invalid data found when processing input$|^Error marking filters|^Error while decoding|^Conversion failed/;

/** The error for a file that cannot be decoded. @param said what ffmpeg printed; its last line that tells something tells why */
export function unreadable(file: string, said: string): UnreadableFile {
  // ffmpeg begins a line with the file's name, or with the part that speaks and where that lies in memory.
  const lines = said
    .split('\n')
    .map((line) =>
      line
        .replace(/^\[[^\]]* @ 0x[0-9a-f]+\] /, '')
        .replaceAll(`file:${file}: `, '')
        .trim(),
    )
    .filter((line) => line !== '');
  const reason = lines.findLast((line) => !ENDS.test(line)) ?? lines.at(-1) ?? 'it holds no picture';
  const cut =
    reason === 'moov atom not found' ? 'it is cut short, or no video: its index (the moov atom) is missing' : reason;
  return new UnreadableFile(file, cut);
}
