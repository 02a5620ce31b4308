import { type IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Request, Response } from 'express';
import type { WebSocket, WebSocketServer } from 'ws';
import { goesOn } from './limits.ts';

/** A request that asks for its connection to go on as something else. */
interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}

const asked = new WeakMap<IncomingMessage, Upgrade>();

/**
 * Has requests that ask for another protocol answered by the app as all others: the same headers, door, limits and problems. What is not
 * made into a WebSocket by a resource gets its answer, and the connection ends.
 * @param patienceMs how long such a connection may be quiet before it is answered
 */
export function passUpgrades(http: Pick<Server, 'on'>, app: RequestListener, patienceMs: number): void {
  http.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    socket.setTimeout(patienceMs, () => socket.destroy());
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => {
      response.detachSocket(socket);
      socket.end();
    });
    // Its body, if it has one, is of the other protocol.
    if (request.method !== 'GET') {
      response.writeHead(400).end();
      return;
    }
    asked.set(request, { socket, head });
    app(request, response);
  });
}

/** True where a request asks to go on as a WebSocket. */
export function asksForSocket(request: Request): boolean {
  return asked.has(request) && request.headers.upgrade?.toLowerCase() === 'websocket';
}

/** Lets a request go on as a WebSocket. What is wrong with how it asks is answered, and `opened` never called. */
export function openSocket(
  request: Request,
  response: Response,
  server: Pick<WebSocketServer, 'handleUpgrade'>,
  opened: (socket: WebSocket) => void,
): void {
  const { socket, head } = asked.get(request)!;
  asked.delete(request);
  goesOn(response);
  response.detachSocket(socket as Socket);
  (socket as Socket).setTimeout(0);
  server.handleUpgrade(request, socket, head, opened);
}
