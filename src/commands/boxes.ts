import { readFile, stat } from 'node:fs/promises';
import { messageOf, RoostError } from '../base/errors.ts';

/** A box elsewhere, and the token by which it lets us in. */
export interface RemoteBox {
  readonly name: string;
  /** Where its API is, without a slash at the end. */
  readonly address: string;
  readonly token: string;
}

const OPERATION = 'reach boxes';
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const TOKEN = /^[\x21-\x7e]+$/;

/**
 * Reads addresses of boxes as they are typed, and finds the token of each. No token may stand in an address: whoever
 * lists processes would read it.
 * @param typed `https://box.example.org/roost` or `NAME=https://box.example.org`; without a name it is the host
 * @param tokens see `readTokens`
 * @throws RoostError naming the box that is not right, and never a token
 */
export function boxesOf(typed: readonly string[], tokens: (name: string) => string | undefined): RemoteBox[] {
  const boxes = typed.map((text) => {
    const [, given, rest] = /^(?:([\w.-]+)=)?(.*)$/s.exec(text)!;
    if (!URL.canParse(rest!) || !/^https?:/.test(rest!))
      throw new RoostError(
        OPERATION,
        text,
        'is no address',
        'Write it as https://box.example.org, or NAME=https://...',
      );
    const { protocol, username, password, hostname, host, pathname, search, hash } = new URL(rest!);
    const name = given ?? host;
    if (username || password || search || hash)
      throw new RoostError(OPERATION, name, 'its address holds more than scheme, host, port and path');
    if (protocol === 'http:' && !LOOPBACK.test(hostname))
      throw new RoostError(OPERATION, name, 'the token would go over plain HTTP', 'Use https://');
    const token = tokens(name);
    if (token === undefined)
      throw new RoostError(OPERATION, name, 'there is no token for it', 'Set ROOST_TOKEN, or give --token-file');
    return { name, address: `${protocol}//${host}${pathname.replace(/\/+$/, '')}`, token };
  });
  const twice = boxes.find(({ name }, i) => boxes.findIndex((other) => other.name === name) < i);
  if (twice)
    throw new RoostError(OPERATION, twice.name, 'stands there twice', 'Give each box a name of its own: NAME=...');
  return boxes;
}

/**
 * Reads tokens from a file that nobody else can read: one token for every box, or lines `NAME TOKEN`. `ROOST_TOKEN` is for
 * every box that the file does not name.
 * @throws RoostError which never holds a token
 */
export async function readTokens(
  file: string | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<(name: string) => string | undefined> {
  const shared = environment.ROOST_TOKEN;
  if (shared !== undefined && !TOKEN.test(shared))
    throw new RoostError('read token', 'ROOST_TOKEN', 'is no token: it is empty, or holds a blank or more');
  if (file === undefined) return () => shared;
  const refuse = (why: string, hint = '') => new RoostError('read tokens', file, why, hint);
  const found = await stat(file).catch((error: unknown) => {
    throw refuse(messageOf(error));
  });
  if (found.mode & 0o077)
    throw refuse(`others can read it (mode ${(found.mode & 0o777).toString(8)})`, `Run: chmod 600 ${file}`);
  const lines = (await readFile(file, 'utf8'))
    .split(/\r?\n/)
    .map((text, i) => ({ words: text.trim().split(/\s+/), line: i + 1 }))
    .filter(({ words }) => words[0] !== '' && !words[0]!.startsWith('#'));
  const wrong = lines.find(({ words }) => words.length > 2 || !TOKEN.test(words.at(-1)!));
  if (wrong) throw refuse(`line ${wrong.line} is neither a token nor NAME TOKEN`);
  const named = new Map(lines.flatMap(({ words: [name, token] }) => (token === undefined ? [] : [[name!, token]])));
  const alone = lines.filter(({ words }) => words.length === 1);
  if (alone.length > 1) throw refuse('it holds several tokens without a name');
  const other = alone[0]?.words[0] ?? shared;
  return (name) => named.get(name) ?? other;
}
