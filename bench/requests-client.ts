import fc from 'fast-check';
import { type ApiRequest, apiRequests } from '../fixtures/api-requests.ts';
import type { ApiDocument } from '../fixtures/openapi.ts';
import { quantile } from './figure.ts';

/** What the process that sends requests is told. */
export interface Asked {
  readonly address: string;
  /** Of an admin. */
  readonly token: string;
  readonly known: readonly string[];
  /** ms. */
  readonly lasts: number;
  readonly seed: number;
}

/** What it saw. */
export interface Told {
  /** ms. */
  readonly healthP99: number;
  readonly healthMost: number;
  readonly answered: number;
  readonly failed: number;
  /** Requests that the door or a limit kept out, with their statuses. */
  readonly kept: readonly string[];
  /** How many answers each status had; 0 where there was none in time. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly slowest: readonly { readonly ms: number; readonly what: string }[];
}

/** Requests at a time. */
const LANES = 4;
/** Between two looks at health, ms. */
const EVERY = 20;
/** An answer is read for so long, ms: then its reader goes away, as readers do. */
const READS = 5_000;

process.once('message', (asked: Asked) => {
  void run(asked).then((told) => {
    process.send!(told);
    process.disconnect();
  });
});

/** Answers that say nothing of what a request costs. */
const KEPT = new Set([401, 403, 429]);
/** A log-in with a token that was made up, and an address with a signature that was, are to be refused. */
const MADE_UP = /^POST \/api\/v1\/session |[?&]signature=/;

async function run({ address, token, known, lasts, seed }: Asked): Promise<Told> {
  const headers = { Authorization: `Bearer ${token}` };
  const document = (await (await right(`${address}/api/v1/openapi.json`, headers)).json()) as ApiDocument;
  const sample = fc.sample(apiRequests(document, known), { numRuns: 20_000, seed });
  const until = performance.now() + lasts;
  const seen: { ms: number; what: string; status: number }[] = [];
  let next = 0;
  const lane = async () => {
    while (performance.now() < until) {
      const request = sample[next++ % sample.length]!;
      const begin = performance.now();
      const status = await send(address, request, headers);
      seen.push({ ms: performance.now() - begin, what: `${request.method} ${request.path} ${status}`, status });
    }
  };
  const health: number[] = [];
  const look = async () => {
    while (performance.now() < until) {
      const begin = performance.now();
      await (await right(`${address}/api/v1/health`, headers)).arrayBuffer();
      health.push(performance.now() - begin);
      await new Promise((done) => setTimeout(done, EVERY));
    }
  };
  await Promise.all([look(), ...Array.from({ length: LANES }, lane)]);
  return {
    healthP99: quantile(health, 0.99),
    healthMost: Math.max(...health),
    answered: seen.filter(({ status }) => status > 0).length,
    failed: seen.filter(({ status }) => status === 500).length,
    kept: seen.filter(({ status, what }) => KEPT.has(status) && !MADE_UP.test(what)).map(({ what }) => what),
    statuses: countOf(seen.map(({ status }) => status)),
    slowest: seen.sort((a, b) => b.ms - a.ms).slice(0, 12),
  };
}

function countOf(statuses: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** What must be answered for anything here to mean something. */
async function right(url: string, headers: Record<string, string>): Promise<Response> {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url} is answered ${response.status}: ${await response.text()}`);
  return response;
}

async function send(
  address: string,
  { method, path, body, endless }: ApiRequest,
  authorization: Record<string, string>,
): Promise<number> {
  const signal = AbortSignal.timeout(endless ? 200 : READS);
  const headers = { ...authorization, ...(body && { 'Content-Type': 'application/json', 'If-Match': '"1"' }) };
  try {
    const response = await fetch(address + path, { method, signal, headers, ...(body && { body }) });
    // Read and let go of piece by piece: this process is to hold no answer whole.
    try {
      for await (const piece of response.body ?? []) if (piece.length === 0) break;
    } catch {
      // The time for reading was over.
    }
    return response.status;
  } catch {
    return 0;
  }
}
