import { readFileSync, statSync, unwatchFile, watchFile } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import { Server as TlsServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import { messageOf, RoostError } from '../../base/errors.ts';
import type { ServerLog } from './deps.ts';

/** Paths of a certificate with its chain, and of its key, both PEM. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
  /** How often they are looked at, ms; every ten seconds when left out. */
  readonly lookEveryMs?: number;
}

const LOOK_EVERY_MS = 10_000;

/**
 * Reads a certificate and its key.
 * @throws RoostError where one cannot be read, others may read the key, or the two do not fit
 */
export function readCertificate({ cert, key }: CertificateFiles): { readonly cert: Buffer; readonly key: Buffer } {
  const files = { cert: read('api.tls.cert', cert), key: read('api.tls.key', key) };
  if (statSync(key).mode & 0o007)
    throw new RoostError('read', `${key} (api.tls.key)`, 'everybody can read it', `Run: chmod o= ${key}`);
  try {
    createSecureContext(files);
  } catch (cause) {
    const why = `they are no certificate and its key: ${messageOf(cause)}`;
    throw new RoostError('read', `${cert} and ${key} (api.tls)`, why, 'Both are PEM files', { cause });
  }
  return files;
}

/** Has a server take a certificate that was renewed; one that is no good is told in the log, and the old one stays. @returns how to stop */
export function watchCertificate(files: CertificateFiles, server: HttpServer, log: ServerLog): () => void {
  const renew = () => {
    try {
      if (server instanceof TlsServer) server.setSecureContext(readCertificate(files));
      log.info({ cert: files.cert }, 'the certificate was renewed');
    } catch (error) {
      log.error({ error: messageOf(error) }, 'the new certificate cannot be used; the old one stays');
    }
  };
  for (const file of [files.cert, files.key])
    watchFile(file, { interval: files.lookEveryMs ?? LOOK_EVERY_MS, persistent: false }, renew);
  return () => {
    for (const file of [files.cert, files.key]) unwatchFile(file, renew);
  };
}

function read(setting: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new RoostError('read', `${file} (${setting})`, messageOf(cause), 'Name the PEM file', { cause });
  }
}
