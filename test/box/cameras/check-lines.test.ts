import { describe, expect, it } from 'vitest';
import { describeKeys, describeShape, describeVideo } from '../../../src/box/cameras/check-lines.ts';

const PIXELS = { pixels: 921_600 };

describe('describeVideo', () => {
  it('tells how pixels that are no squares are shown', () => {
    const video = { codec: 'h264', width: 704, height: 576, shown: { width: 768, height: 576 }, fps: 12.5 };
    expect(describeVideo(video)).toBe('h264 704x576 (shown as 768x576) at 12.5 frames a second');
    const square = { ...video, width: 768 };
    expect(describeVideo(square)).toBe('h264 768x576 at 12.5 frames a second');
  });
});

describe('describeKeys', () => {
  it('says what to set in a camera whose key frames are far apart', () => {
    expect(describeKeys({ seconds: 2, known: true })).toBe('a key frame every 2 s');
    expect(describeKeys({ seconds: 30.04, known: true })).toMatch(
      /^key frames are 30 s apart: .*I-frame interval.*2 s/,
    );
    expect(describeKeys({ seconds: 59.7, known: false })).toMatch(/^key frames are more than 59 s apart: /);
    expect(describeKeys({ seconds: 1.2, known: false })).toMatch(/^key frames are more than 1 s apart: /);
  });
});

describe('describeShape', () => {
  it('tells the size that is analysed, of the second stream where there is one', () => {
    const [main, sub] = [
      { width: 3840, height: 2160 },
      { width: 640, height: 360 },
    ];
    expect(describeShape([main], PIXELS)).toEqual(['looked at in 1280x720 (analysis: at most 921600 pixels)']);
    expect(describeShape([main, sub], { width: 320, height: 320 })).toEqual([
      'looked at in 320x180 (analysis: at most 320x320)',
    ]);
  });

  it('tells of a second stream that squeezes the picture', () => {
    const [, line] = describeShape(
      [
        { width: 1920, height: 1080 },
        { width: 704, height: 576 },
      ],
      PIXELS,
    );
    expect(line).toMatch(/analysisUrl shows another shape \(704x576\) than url \(1920x1080\)/);
  });
});
