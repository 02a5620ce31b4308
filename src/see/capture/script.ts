import { SCRIPT_FD } from '../../base/tool.ts';
import type { Source, Transport } from './source.ts';

/**
 * How long ffmpeg waits for the network before it gives up on its own, in microseconds. Longer than the watchdog, which is
 * the judge: an ffmpeg that gives up flushes a last frame, and then waits as long again for the answer to its TEARDOWN.
 */
const SOCKET_TIMEOUT_US = 8_000_000;

/**
 * The concat script that names the camera. It travels on a pipe, because everyone on the machine can read
 * the arguments of a process, and only its owner the bytes of its pipe.
 * `fpsprobesize 0` and the short analysis give the first frame after about half a second instead of five.
 */
export function cameraScript(source: Source): string {
  return [
    'ffconcat version 1.0',
    `file '${source.secret}'`,
    `option rtsp_transport ${RTSP_TRANSPORTS[source.transport]}`,
    `option timeout ${SOCKET_TIMEOUT_US}`,
    'option fpsprobesize 0',
    'option analyzeduration 500000',
    '',
  ].join('\n');
}

/** What ffmpeg calls each way. */
const RTSP_TRANSPORTS: Readonly<Record<Transport, string>> = {
  tcp: 'tcp',
  udp: 'udp',
  multicast: 'udp_multicast',
  http: 'http',
};

/** The arguments that make ffmpeg or ffprobe read `cameraScript` from a pipe. A camera can point to no other kind of address. */
export function scriptInput(transport: Transport): string[] {
  const http = transport === 'http' ? ',http' : '';
  return [
    ...['-protocol_whitelist', `pipe,rtp,rtsp,rtsps,tcp,udp,tls,crypto${http}`],
    ...['-fpsprobesize', '0', '-analyzeduration', '500000'],
    ...['-f', 'concat', '-safe', '0', '-i', `pipe:${SCRIPT_FD}`],
  ];
}
