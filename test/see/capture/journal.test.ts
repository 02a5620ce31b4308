import { describe, expect, it } from 'vitest';
import { Journal } from '../../../src/see/capture/journal.ts';

const HEAD = '#software: Lavf59.27.100\n#tb 0: 1/90000\n#codec_id 0: hevc\n#dimensions 0: 320x176\n';
const packet = (dts: number, key: boolean) =>
  `0, ${dts}, ${dts}, 6000, 1117, 0xa8a12046${key ? '' : ', F=0x0'}, S=1, 16\n`;

describe('Journal', () => {
  it('tells how far apart key packets are, and for how long there was none', () => {
    let told = 0;
    const journal = new Journal(() => {
      told += 1;
    });
    journal.push(HEAD);
    expect([journal.codec, journal.packets, journal.sinceKey]).toEqual(['hevc', 0, 0]);
    // ffmpeg does not know the time of showing of the first one.
    journal.push('0,     -12000, -9223372036854775808,     6000,     1117, 0xa8a12046, F=0x0, S=1,       16\n');
    journal.push(packet(78_000, false));
    expect([journal.packets, journal.keys, journal.sinceKey]).toEqual([2, 0, 1]);
    for (const line of [packet(90_000, true), packet(900_000, false)])
      for (const part of line.split('')) journal.push(part);
    expect([journal.keys, journal.sinceKey, journal.keySeconds]).toEqual([1, 9, undefined]);
    journal.push(packet(1_890_000, true));
    expect([journal.keys, journal.sinceKey, journal.keySeconds, told]).toEqual([2, 0, 20, 5]);
  });
});
