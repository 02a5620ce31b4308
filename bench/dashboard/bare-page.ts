import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Bare</title><script type="module" src="./bare.js"></script><body><aside class="now-side"></aside>';
const SCRIPT = `
const { data } = await fetch('./visits').then((answer) => answer.json());
document.querySelector('.now-side').append(...data.map(({ id, startAt }) => {
  const row = document.createElement('a');
  row.className = 'visit-row';
  row.textContent = id + ' ' + startAt;
  return row;
}));`;

/** A page that does next to nothing: one script, one answer, a line a visit. */
export interface BarePage {
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * What the first page is held against: a plain server with a page of one short script, which asks for the same visits and writes each as a line.
 * @param box where the visits are read from, once
 */
export async function barePage(box: string): Promise<BarePage> {
  const visits = await (await fetch(`${box}/api/v1/visits?limit=12`)).text();
  const answers: Readonly<Record<string, readonly [type: string, body: string]>> = {
    '/': ['text/html', PAGE],
    '/bare.js': ['text/javascript', SCRIPT],
    '/visits': ['application/json', visits],
  };
  const server = createServer(({ url = '' }, response) => {
    const [type, body] = answers[url] ?? ['text/plain', ''];
    response.writeHead(answers[url] ? 200 : 404, { 'Content-Type': type }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
