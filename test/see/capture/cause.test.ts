import { describe, expect, it } from 'vitest';
import { causeOf } from '../../../src/see/capture/cause.ts';

const start = { host: 'cam:554', frames: 0, silent: false };

const NOTHING =
  '[out#0/null @ 0x1] [error] Nothing was written into output file, because at least one of its streams received no packets.';

/** Lines in the wording of ffmpeg 5.1, then of 7.1; refused, 401, 404, stalled and garbage are driven over real RTSP in capture.test.ts. */
describe('causeOf', () => {
  it.each([
    ['refused', '[tcp @ 0x1] [error] Connection to tcp://127.0.0.1:9?timeout=0 failed: Connection refused', start],
    ['no-route', '[tcp @ 0x1] Connection to tcp://10.255.0.1:554?timeout=5000000 failed: No route to host', start],
    ['no-route', '[tcp @ 0x1] Failed to resolve hostname nowhere.invalid: Name or service not known', start],
    ['unauthorized', '[rtsp @ 0x1] method DESCRIBE failed: 401 Unauthorized\nServer returned 401 Unauthorized', start],
    ['not-found', '[rtsp @ 0x1] method DESCRIBE failed: 404 Not Found\nServer returned 404 Not Found', start],
    ['no-codec', "Stream map '0:v:0' matches no streams.", start],
    ['stalled', 'pipe:3: Connection timed out', start],
    ['garbage', '[h264 @ 0x1] error while decoding MB 58 38, bytestream -11', { ...start, silent: true }],
    ['stalled', '', { ...start, silent: true, frames: 3 }],
    ['ended', '', { ...start, frames: 9 }],
    ['garbage', 'pipe:3: Invalid data found when processing input', start],
    ['no-ffmpeg', '', { ...start, spawnError: 'ENOENT' }],
    ['ffmpeg-hung', '', { ...start, silent: true, hung: true }],
    ['unknown', '', start],
    ['refused', '[in#0 @ 0x1] [error] Error opening input: Connection refused', start],
    ['no-route', '[tcp @ 0x1] [error] Failed to resolve hostname nowhere.invalid: Name or service not known', start],
    ['stalled', '[in#0 @ 0x1] [error] Error opening input: Connection timed out', start],
    ['no-codec', "[fatal] Stream map '' matches no streams.\n[error] Error parsing options for output file -.", start],
    ['garbage', `[dec:h264 @ 0x1] [error] Decoding error: Invalid data found when processing input\n${NOTHING}`, start],
    ['ended', `[rtsp @ 0x1] [warning] Failed reading RTSP data: End of file\n${NOTHING}`, start],
    ['no-codec', NOTHING, start],
  ])('%s', (code, stderr, context) => {
    expect(causeOf(stderr, context).code).toBe(code);
  });

  it('says where and what to try', () => {
    expect(causeOf('Connection refused', start).message).toMatch(/cam:554.*port/);
  });
});
