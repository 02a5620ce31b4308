import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport, type Transporter } from 'nodemailer';
import { type Message, mailText } from './message.ts';

/** How mail is sent. */
export interface Mail {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS where the server offers it. */
  readonly secure: boolean;
  readonly from: string;
  readonly to: readonly string[];
  readonly user?: string;
  readonly password?: string;
}

/** Sends messages by mail, with the best picture of each alert. */
export class Mailer {
  readonly #mail: Mail;
  readonly #transport: Transporter;
  readonly #data: string;
  readonly #clock: (at: number) => string;

  /** @param data the data folder, that pictures are in @param clock writes a time as people at the site read it */
  constructor(mail: Mail, data: string, clock: (at: number) => string) {
    const { host, port, secure, user, password } = mail;
    this.#mail = mail;
    this.#data = data;
    this.#clock = clock;
    const auth = user === undefined ? {} : { auth: { user, pass: password ?? '' } };
    const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
    // A server that does not close its end keeps nothing open here.
    const closing = { socketCloseTimeout: 0 };
    this.#transport = createTransport({ host, port, secure, ...auth, ...timeouts, ...closing });
  }

  /**
   * Sends a message; resolves with the server's answer. Rejects where the server refuses it or does not answer, and when the
   * signal aborts, which ends the connection.
   */
  async send(message: Message, signal: AbortSignal): Promise<string> {
    const attachments = message.news.flatMap(({ crop, alert }) => {
      const path = crop && join(this.#data, crop.file);
      return path && existsSync(path) ? [{ filename: `${alert.taxon}-${alert.visit}.jpg`, path }] : [];
    });
    const { from, to } = this.#mail;
    const headers = { 'X-Roost-Message': String(message.id) };
    const text = mailText(message, this.#clock);
    const mail = { from, to: [...to], headers, ...text, attachments, signal };
    const sent = await this.#transport.sendMail(mail);
    return String(sent.response);
  }

  /** Lets the connections go. */
  close(): void {
    this.#transport.close();
  }
}
