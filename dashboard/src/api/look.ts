import { signal } from '@preact/signals';
import type { Api, LiveAsk, LiveTracks } from './types.ts';

/** What a camera shows at one moment: the picture, and what is followed in it. */
export interface Glimpse {
  readonly told: LiveTracks;
  /** A JPEG; absent where it is withheld. */
  readonly picture?: Blob;
}

/** Whether pictures come: `lost` where the box, or a proxy before it, lets no live view through just now. */
export const eye = signal<'closed' | 'connecting' | 'open' | 'lost'>('closed');

type Width = LiveAsk['width'];
type Taker = (glimpse: Glimpse) => void;

/** A camera that somebody on this page looks at. */
interface View {
  readonly ask: LiveAsk;
  readonly takers: Set<Taker>;
  /** Frames that were asked for and have not come. */
  owed: number;
}

/** Frames that are asked for ahead: one is on its way while the next is waited for. */
const AHEAD = 2;
/** How long after the last look the connection is kept, ms: pages follow each other. */
const KEEP = 3_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

const views = new Map<string, View>();
let socket: WebSocket | undefined;
let wait = FIRST_WAIT;
let again: ReturnType<typeof setTimeout> | undefined;
let idle: ReturnType<typeof setTimeout> | undefined;

/**
 * Looks at a camera: calls with each frame that comes, as fast as this machine and the way to it take them. One connection serves the
 * whole page; a page that is not seen asks for nothing.
 * @returns how to look away
 */
export function look(camera: string, width: Width, taker: Taker): () => void {
  const key = `${width} ${camera}`;
  const view: View = views.get(key) ?? { ask: { camera, width }, takers: new Set(), owed: 0 };
  views.set(key, view);
  view.takers.add(taker);
  clearTimeout(idle);
  if (socket || again !== undefined) askFor(view);
  else connect();
  return () => {
    view.takers.delete(taker);
    if (view.takers.size > 0) return;
    if (views.get(key) === view && view.owed === 0) views.delete(key);
    clearTimeout(idle);
    if (watched().length === 0) idle = setTimeout(leave, KEEP);
  };
}

const watched = () => [...views.values()].filter(({ takers }) => takers.size > 0);

function connect(): void {
  clearTimeout(again);
  again = undefined;
  eye.value = eye.value === 'lost' ? 'lost' : 'connecting';
  const address = new URL('api/v1/live', location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.hash = '';
  address.search = '';
  const opening = new WebSocket(address);
  socket = opening;
  opening.binaryType = 'arraybuffer';
  opening.addEventListener('open', () => {
    wait = FIRST_WAIT;
    eye.value = 'open';
    for (const view of watched()) askFor(view);
  });
  opening.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | string>) => take(data));
  opening.addEventListener('close', () => closed(opening));
}

function closed(old: WebSocket): void {
  if (socket !== old) return;
  socket = undefined;
  for (const view of views.values()) view.owed = 0;
  if (watched().length === 0) {
    eye.value = 'closed';
    return;
  }
  eye.value = 'lost';
  again = setTimeout(connect, wait);
  wait = Math.min(LONGEST_WAIT, 2 * wait);
}

/** Nobody looks any more. */
function leave(): void {
  clearTimeout(again);
  again = undefined;
  views.clear();
  const old = socket;
  socket = undefined;
  old?.close();
  eye.value = 'closed';
}

function askFor(view: View): void {
  if (socket?.readyState !== WebSocket.OPEN || document.hidden) return;
  for (; view.owed < AHEAD; view.owed++) socket.send(JSON.stringify(view.ask));
}

function take(data: ArrayBuffer | string): void {
  const glimpse = read(data);
  if (!glimpse) return;
  const { camera, asked } = glimpse.told;
  const key = `${asked} ${camera}`;
  const view = views.get(key);
  if (!view) return;
  view.owed = Math.max(0, view.owed - 1);
  if (view.takers.size === 0) {
    if (view.owed === 0) views.delete(key);
    return;
  }
  askFor(view);
  for (const taker of view.takers) taker(glimpse);
}

/** Undefined where the box says what cannot be: a camera that is no more. */
function read(data: ArrayBuffer | string): Glimpse | undefined {
  if (typeof data === 'string') {
    const told = JSON.parse(data) as Api['answers of the live view'];
    return told.type === 'problem' ? undefined : { told: told as LiveTracks };
  }
  const head = new DataView(data).getUint32(0);
  const told = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, head))) as LiveTracks;
  return { told, picture: new Blob([new Uint8Array(data, 4 + head)], { type: 'image/jpeg' }) };
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) for (const view of watched()) askFor(view);
});
