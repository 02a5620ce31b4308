import { readFile, stat } from 'node:fs/promises';
import { messageOf, RoostError } from '../base/errors.ts';
import { newFile } from '../base/whole-file.ts';
import { fingerprintOf, makeKeyPair, publicKeyOf } from '../know/models/bundle/keys.ts';

/** What others than the owner may do with a file. */
const OTHERS = 0o077;

/**
 * Makes a key pair in a new file, or reads the one that is there, and prints what roost.yaml of each box says of it.
 * @param file PEM of the private key
 * @param name whose key it is, for people
 * @throws RoostError where the file cannot be written, or holds something else
 */
export async function keysCommand(file: string, name: string, print: (line: string) => void): Promise<void> {
  const there = await stat(file).catch(() => undefined);
  if (!there) await makeKey(file, print);
  const key = publicKeyOf(await readSigningKey(file));
  print('In roost.yaml of each box that is to take what it signs:');
  print('models:');
  print('  keys:');
  print(`    - { name: ${JSON.stringify(name)}, key: ${JSON.stringify(key)} } # ${fingerprintOf(key)}`);
}

/**
 * Reads a private key that nobody but its owner can read.
 * @returns its PEM
 * @throws RoostError which never holds any of it
 */
export async function readSigningKey(file: string): Promise<string> {
  const refuse = (why: string, hint: string) => new RoostError('read signing key', file, why, hint);
  const found = await stat(file).catch((error: unknown) => {
    throw refuse(messageOf(error), 'Make one with: roost models keys FILE');
  });
  if (found.mode & OTHERS)
    throw refuse(`others can read it (mode ${(found.mode & 0o777).toString(8)})`, `Run: chmod 600 ${file}`);
  const secret = await readFile(file, 'utf8');
  publicKeyOf(secret);
  return secret;
}

async function makeKey(file: string, print: (line: string) => void): Promise<void> {
  await newFile(file, makeKeyPair().secret, 0o600).catch((error: unknown) => {
    throw new RoostError('make signing key', file, messageOf(error));
  });
  print(`${file} is the private key, for you alone. Whoever has it can hand models to your boxes: keep it off them,`);
  print('and a copy of it where fire and thieves do not come.');
}
