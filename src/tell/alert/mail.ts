import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Transporter } from 'nodemailer';
import { messageOf, RoostError } from '../../base/errors.ts';
import { type Resolve, reachable } from '../../base/reachable.ts';
import { isAlertNews, type Message } from './message.ts';
import { mailText, type Wording } from './text.ts';

/** How mail is sent. */
export interface Mail {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS, where the server offers it or a password is to be sent. */
  readonly secure: boolean;
  readonly from: string;
  readonly to: readonly string[];
  readonly user?: string;
  readonly password?: string;
  /** Certificates (PEM) that are trusted in place of the system's. */
  readonly ca?: string | Buffer;
  /** The server's name is looked up with this; the system's without it. */
  readonly resolve?: Resolve;
}

/** Sends messages by mail, with the best picture of each alert. A password is only told to a server that proved its name by TLS. */
export class Mailer {
  readonly #mail: Mail;
  readonly #data: string;
  readonly #wording: Wording;

  /** @param data the data folder, that pictures are in */
  constructor(mail: Mail, data: string, wording: Wording) {
    this.#mail = mail;
    this.#data = data;
    this.#wording = wording;
  }

  /**
   * Sends a message; resolves with the server's answer. Rejects where the server refuses it, does not answer or has no TLS for a
   * password, where its name leads to an address to which nothing is sent, and when the signal aborts, which ends the connection.
   */
  async send(message: Message, signal: AbortSignal): Promise<string> {
    const attachments = message.news.filter(isAlertNews).flatMap(({ crop, alert }) => {
      const path = crop && join(this.#data, crop.file);
      return path && existsSync(path) ? [{ filename: `${alert.taxon}-${alert.visit}.jpg`, path }] : [];
    });
    const { from, to } = this.#mail;
    const headers = { 'X-Roost-Message': String(message.id) };
    const text = mailText(message, this.#wording);
    const mail = { from, to: [...to], headers, ...text, attachments, signal };
    const transport = await this.#transport();
    signal.throwIfAborted();
    try {
      const sent = await transport.sendMail(mail);
      return String(sent.response);
    } catch (error) {
      throw this.#said(error);
    } finally {
      transport.close();
    }
  }

  /** To the very address that was looked at; the certificate is held against the name. */
  async #transport(): Promise<Transporter> {
    const { host, port, secure, user, password, ca, resolve } = this.#mail;
    const [{ address } = { address: host }] = await reachable(host, resolve);
    // Here and not above: a box that sends no mail does without it.
    const { createTransport } = await import('nodemailer');
    return createTransport({
      ...{ host: address, port, secure, requireTLS: user !== undefined },
      tls: { ...(isIP(host) === 0 && { servername: host }), ...(ca !== undefined && { ca }) },
      ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
      ...{ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 },
      // A server that does not close its end keeps nothing open here.
      socketCloseTimeout: 0,
    });
  }

  /** What went wrong, in words where the server's own say too little. */
  #said(error: unknown): unknown {
    const { code } = error as { code?: unknown };
    if (code !== 'ETLS' || this.#mail.secure) return error;
    return new RoostError(
      'send mail',
      `${this.#mail.host}:${this.#mail.port}`,
      `the server offers no TLS that holds, and a password is sent over TLS only (${messageOf(error)})`,
      'Use a port with STARTTLS (587), set alerts.email.secure with a port for TLS (465), or leave ROOST_SMTP_USER out where the server needs none',
      { cause: error },
    );
  }
}
