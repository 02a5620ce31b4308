import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Source } from '../source.ts';
import { answerTo } from './authorization.ts';

/** A camera that says nothing for so long is not waited for, ms. */
const SILENT_MS = 8_000;

/** Why a camera gave no picture, in the words that `causeOf` reads. */
export class NoPicture extends Error {}

/** Answers every question for an address with the one that the camera was given for. */
function to({ hostname }: Source): LookupFunction {
  const family = isIP(hostname);
  return (_name, { all }, callback) =>
    all ? callback(null, [{ address: hostname, family }]) : callback(null, hostname, family);
}

/** Asks one camera for pictures, over one connection at a time. */
export class Asker {
  readonly #source: Source;
  readonly #agent: PlainAgent | SecureAgent;
  readonly #secure: boolean;
  /** What the camera wants to know again with each question. */
  #challenge: string | undefined;

  constructor(source: Source) {
    this.#source = source;
    this.#secure = source.scheme === 'https';
    const options = {
      keepAlive: true,
      maxSockets: 1,
      timeout: SILENT_MS,
      ...(source.pinned && { lookup: to(source) }),
    };
    // Cameras sign their certificates themselves; ffmpeg takes them as they are for rtsps as well.
    this.#agent = this.#secure ? new SecureAgent({ ...options, rejectUnauthorized: false }) : new PlainAgent(options);
  }

  /**
   * Asks once, and again with user and password where the camera wants them. Goes nowhere that the camera points to.
   * @throws NoPicture (rejects) where the answer holds no pictures; the system's error where nobody answers
   */
  async ask(signal: AbortSignal): Promise<IncomingMessage> {
    let answer = await this.#once(signal);
    const { credentials } = this.#source;
    const challenge = answer.headers['www-authenticate'];
    if (answer.statusCode === 401 && credentials && challenge !== undefined) {
      answer.resume();
      this.#challenge = challenge;
      answer = await this.#once(signal);
    }
    const { statusCode = 0, statusMessage = '' } = answer;
    if (statusCode === 200) return answer;
    answer.destroy();
    if (statusCode >= 300 && statusCode < 400)
      throw new NoPicture(`404 Not Found: it points elsewhere (${statusCode}); give the address itself`);
    throw new NoPicture(`Server returned ${statusCode} ${statusMessage}`);
  }

  /** Lets go of the connection. */
  close(): void {
    this.#agent.destroy();
  }

  #once(signal: AbortSignal): Promise<IncomingMessage> {
    const { shown, target, credentials } = this.#source;
    const asked = { method: 'GET', uri: target };
    const authorization =
      this.#challenge !== undefined && credentials ? answerTo(this.#challenge, credentials, asked) : undefined;
    const headers = { Accept: 'image/jpeg, multipart/x-mixed-replace', ...(authorization && { authorization }) };
    const options = { agent: this.#agent, signal, path: target, headers, timeout: SILENT_MS };
    return new Promise((resolve, reject) => {
      let answered: IncomingMessage | undefined;
      const request = (this.#secure ? secureRequest : plainRequest)(new URL(shown), options, (answer) => {
        answered = answer;
        resolve(answer);
      });
      // It is told of silence before the answer, and within it.
      request.once('timeout', () => (answered ?? request).destroy(new NoPicture('Connection timed out')));
      request.once('error', reject);
      request.end();
    });
  }
}
