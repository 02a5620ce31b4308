import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { type Mail, Mailer } from '../../../src/tell/alert/mail.ts';
import type { Message } from '../../../src/tell/alert/message.ts';
import { ownCertificate } from '../../certificate.ts';
import { anAlert, WORDING } from './values.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
const { key, cert } = ownCertificate();

/** A real mail server that takes any user and password, and notes what it was told. */
async function mailServer(options: SMTPServerOptions = {}) {
  const got: string[] = [];
  const server = new SMTPServer({
    ...{ key, cert, authOptional: true, allowInsecureAuth: true },
    onAuth: ({ username, password }, session, done) => {
      got.push(`${username} ${password} ${session.secure}`);
      done(null, { user: username });
    },
    onData: (stream, session, done) => {
      got.push(`mail ${session.secure}`);
      stream.resume().on('end', () => done());
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  ends.push(() => new Promise<void>((resolve) => server.close(resolve)));
  return { got, port: (server.server.address() as AddressInfo).port };
}

const message: Message = {
  id: 1,
  site: 'East island',
  publicAddress: '',
  news: [{ delivery: 1, news: 'new', alert: anAlert() }],
};
const send = (port: number, more: Partial<Mail> = {}) =>
  new Mailer(
    { ...{ host: '127.0.0.1', port, secure: false, from: 'a@example.org', to: ['b@example.org'], ca: cert }, ...more },
    '/nowhere',
    WORDING,
  ).send(message, new AbortController().signal);
const who = { user: 'box', password: 'pa55' };

describe('mail with a password', () => {
  it('goes over STARTTLS', async () => {
    const { got, port } = await mailServer();
    await send(port, who);
    expect(got).toEqual(['box pa55 true', 'mail true']);
  });

  it('goes over TLS from the first byte', async () => {
    const { got, port } = await mailServer({ secure: true });
    await send(port, { ...who, secure: true });
    expect(got).toEqual(['box pa55 true', 'mail true']);
  });

  it('is not sent to a server without TLS, and says what to do', async () => {
    const { got, port } = await mailServer({ disabledCommands: ['STARTTLS'] });
    await expect(send(port, who)).rejects.toThrow(
      'the server offers no TLS that holds, and a password is sent over TLS only',
    );
    expect(got).toEqual([]);
  });

  it('is not sent to a server whose certificate is not trusted', async () => {
    const { got, port } = await mailServer();
    const { cert: other } = ownCertificate();
    await expect(send(port, { ...who, ca: other })).rejects.toThrow('self-signed certificate');
    expect(got).toEqual([]);
  });
});

describe('mail', () => {
  it('without a password goes to a relay without TLS', async () => {
    const { got, port } = await mailServer({ disabledCommands: ['STARTTLS'] });
    await send(port);
    expect(got).toEqual(['mail false']);
  });

  it('is sent to the address that was looked at, with the certificate held against the name', async () => {
    const { got, port } = await mailServer();
    let times = 0;
    const resolve = async () => [{ address: times++ === 0 ? '127.0.0.1' : '169.254.169.254', family: 4 }];
    await send(port, { host: 'localhost', resolve, ...who });
    expect([times, got.length]).toEqual([1, 2]);
    await expect(send(port, { host: 'localhost', resolve, ...who })).rejects.toThrow('it leads to 169.254.169.254');
    const wrong = async () => [{ address: '127.0.0.1', family: 4 }];
    await expect(send(port, { host: 'mail.example', resolve: wrong, ...who })).rejects.toThrow('altnames');
  });
});
