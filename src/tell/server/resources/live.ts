import { z } from 'zod';
import type { LiveView, LiveWidth } from '../../../base/domain.ts';
import { say } from '../../../base/said/said.ts';
import type { ServerDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { rawResource } from '../resource.ts';
import { idFilter, idKey, None, time } from '../shapes/common.ts';
import { PICTURE_WIDTHS } from '../shapes/live.ts';
import { asksForSocket } from '../upgrade.ts';
import type { Viewers } from '../viewers.ts';

/** How long a picture is waited for, ms: longer than any camera that watches takes between two frames. */
const WAIT_MS = 5_000;

/** Pictures of cameras as they are looked at, with what is followed in them, over a WebSocket. */
export function liveResource(viewers: Viewers) {
  return rawResource({
    path: '/api/v1/live',
    role: 'viewer',
    scope: 'media',
    summary: 'Live view by WebSocket: frames of cameras with the tracks in them, each as it is asked for',
    params: None,
    query: None,
    problems: [426, 503],
    reply: {
      description:
        'A WebSocket. Send LiveAsk as text for each frame that you want; the next one that is looked at comes back. A picture is one binary ' +
        'message: the length of what follows as four bytes, big-endian, then LiveTracks as JSON, then the JPEG. Without a picture, LiveTracks ' +
        'comes as text; LiveProblem says what cannot be. People are wiped out of pictures',
      types: [],
      schema: z.string(),
      status: 101,
    },
    serve: (_input, request, response) => {
      if (!asksForSocket(request))
        throw new Problem(426, 'The live view is a WebSocket', { headers: { Upgrade: 'websocket' } });
      viewers.open(request, response);
    },
  });
}

/** One picture of a camera as it is now, for a card or a program that wants no stream. */
export function pictureResource(deps: ServerDeps) {
  return rawResource({
    path: '/api/v1/cameras/{id}/picture',
    role: 'viewer',
    scope: 'media',
    summary: 'The next frame of a camera that is looked at, as JPEG, people wiped out',
    params: z.strictObject({ id: idKey('Id of the camera') }),
    query: z.strictObject({
      width: z
        .enum(PICTURE_WIDTHS.map(String) as [string, ...string[]])
        .default('640')
        .meta({ description: 'Most pixels across; no picture is wider than what is analysed' }),
      turn: idFilter('Anything: pages ask anew only for an address that is another one'),
    }),
    problems: [404, 409, 503],
    reply: {
      description: 'The picture; `X-Roost-At` is when it was taken',
      types: ['image/jpeg'],
      schema: z.string().meta({ format: 'binary' }),
    },
    serve: async ({ params: { id }, query }, _request, response) => {
      if (!deps.cameraFacts().some((camera) => camera.id === id))
        throw new Problem(404, `No camera ${JSON.stringify(id)}; /api/v1/cameras lists them`);
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      const view = await next(deps, id, Number(query.width) as LiveWidth, gone.signal);
      if (gone.signal.aborted) return;
      if (view?.withheld) throw new Problem(409, say('people-in-picture', {}));
      if (!view?.picture) throw new Problem(503, whyNone(deps, id), { headers: { 'Retry-After': '5' } });
      response.set({ 'Content-Type': 'image/jpeg', 'Cache-Control': 'no-store', 'X-Roost-At': time(view.at) });
      response.send(Buffer.from(view.picture.jpeg));
    },
  });
}

/** The next frame; undefined where none comes in time, or nobody waits any more. */
function next(
  { live }: Pick<ServerDeps, 'live'>,
  camera: string,
  width: LiveWidth,
  gone: AbortSignal,
): Promise<LiveView | undefined> {
  return new Promise((done) => {
    const end = (view?: LiveView) => {
      clearTimeout(late);
      cancel();
      done(view);
    };
    const late = setTimeout(end, WAIT_MS);
    const cancel = live.next(camera, width, end);
    gone.addEventListener('abort', () => end());
  });
}

function whyNone(deps: ServerDeps, camera: string): string {
  const { state, cause } = deps.cameras().find((status) => status.camera === camera) ?? {};
  if (state === 'watching') return 'No frame was looked at in time; try again';
  return `The camera gives no picture: it is ${state ?? 'not watched'}${cause ? `. ${cause.message}` : ''}`;
}
