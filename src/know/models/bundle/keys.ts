import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';
import { messageOf, RoostError } from '../../../base/errors.ts';
import { say } from '../../../base/said/said.ts';
import { SIGNATURE_FILE } from './manifest.ts';
import { Refusal } from './refusal.ts';

/** A key whose signature a box takes. */
export interface TrustedKey {
  /** Whose, or which, in words of who set the box up. */
  readonly name: string;
  /** `ed25519:` and the 32 bytes of the public key in base64url. */
  readonly key: string;
  /** ms since the epoch; from then on nothing new is taken that it signed. */
  readonly until?: number;
}

/** What signs the bytes of `bundle.json` begins with this, so that no other signature of the key can pass for it. */
const CONTEXT = Buffer.from('roost model bundle, format 1\n');

const Signatures = z.strictObject({
  format: z.literal(1),
  signatures: z
    .array(z.strictObject({ key: z.string().regex(/^[0-9a-f]{16}$/), signature: z.base64() }))
    .min(1)
    .max(8),
});

const PREFIX = 'ed25519:';

/** Makes a key pair: the private half as PEM (PKCS #8), the public one as roost.yaml names it. */
export function makeKeyPair(): { readonly secret: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { secret: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), key: publicText(publicKey) };
}

/** The public half of a private key, as roost.yaml names it. @throws RoostError where it is no Ed25519 key */
export function publicKeyOf(secret: string): string {
  return publicText(createPublicKey(readSecret(secret)));
}

/** What a signature calls its key, and people may compare: the first 16 hexadecimal digits of the SHA-256 of its 32 bytes. */
export function fingerprintOf(key: string): string {
  const bytes = Buffer.from(key.slice(PREFIX.length), 'base64url');
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/**
 * Signs the bytes of a `bundle.json`, which holds the hash of every other file.
 * @param secrets PEM of one private key, or of the present one and the next
 * @returns what `bundle.sig` holds
 */
export function signManifest(manifest: Uint8Array, secrets: readonly string[]): string {
  const signatures = secrets.map((secret) => ({
    key: fingerprintOf(publicKeyOf(secret)),
    signature: sign(null, Buffer.concat([CONTEXT, manifest]), readSecret(secret)).toString('base64'),
  }));
  return `${JSON.stringify({ format: 1, signatures }, undefined, 2)}\n`;
}

/**
 * Finds the key that signed the bytes of a `bundle.json`. Where several did, one that the box knows is enough; but a signature
 * that claims a known key and does not fit refuses the bundle, whatever else stands beside it.
 * @param signature bytes of `bundle.sig`; undefined where there is none
 * @throws Refusal
 */
export function signerOf(
  manifest: Uint8Array,
  signature: Uint8Array | undefined,
  keys: readonly TrustedKey[],
  now: number,
  subject: string,
): TrustedKey {
  if (!signature) throw new Refusal('unsigned', subject, '', say('sign-it', {}));
  const signatures = readSignatures(signature, subject);
  const known = signatures.flatMap(({ key: fingerprint, signature }) => {
    const key = keys.find(({ key }) => fingerprintOf(key) === fingerprint);
    return key ? [{ key, signature }] : [];
  });
  for (const { key, signature } of known)
    if (!fits(manifest, signature, key.key)) throw new Refusal('signature', subject, `the one of ${key.name}`);
  const good = known.find(({ key: { until } }) => until === undefined || now < until);
  if (good) return good.key;
  const [over] = known;
  if (over) throw new Refusal('unknown-key', subject, `${over.key.name} is good no more`, 'Sign it with the next key');
  const by = signatures.map(({ key }) => key).join(', ');
  const here = keys.map(({ name, key }) => `${name} (${fingerprintOf(key)})`).join(', ') || 'none';
  throw new Refusal(
    'unknown-key',
    subject,
    `signed by ${by}; keys of this box: ${here}`,
    'See models.keys in roost.yaml',
  );
}

function readSignatures(bytes: Uint8Array, subject: string) {
  try {
    return Signatures.parse(JSON.parse(Buffer.from(bytes).toString())).signatures;
  } catch (cause) {
    throw new Refusal('unsigned', subject, `${SIGNATURE_FILE} is none`, '', { cause });
  }
}

function fits(manifest: Uint8Array, signature: string, key: string): boolean {
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: key.slice(PREFIX.length) },
    format: 'jwk',
  });
  return verify(null, Buffer.concat([CONTEXT, manifest]), publicKey, Buffer.from(signature, 'base64'));
}

function publicText(key: KeyObject): string {
  return `${PREFIX}${key.export({ format: 'jwk' }).x}`;
}

function readSecret(secret: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(secret);
  } catch (cause) {
    throw new RoostError('read signing key', 'PEM', messageOf(cause), 'Make one with: roost models keys', { cause });
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new RoostError('read signing key', 'PEM', `it is ${key.asymmetricKeyType}, not ed25519`);
}
