import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import { createTransport } from 'nodemailer';
import { Config } from '../platform/config.ts';

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** The same for each try, so that a mailbox can tell a repetition. */
  readonly id: string;
}

/** Shorter than the lock of a job, so that nobody else begins while the mail server thinks. */
const patience = 8_000;

/** Sends mail where a mail server is configured. */
@Injectable()
export class Mailer implements BeforeApplicationShutdown {
  private readonly transport: Transporter | undefined;
  private readonly domain: string;

  constructor({ smtpUrl, publicUrl }: Config) {
    this.domain = new URL(publicUrl).hostname;
    if (smtpUrl === undefined) return;
    const timeouts = { connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience };
    this.transport = createTransport({ url: smtpUrl, ...timeouts });
  }

  get isConfigured(): boolean {
    return this.transport !== undefined;
  }

  /** Throws when the server does not take it. People who get the same mail do not see each other's addresses. */
  async send({ to, subject, text, id }: Mail): Promise<void> {
    const [only] = to;
    await this.transport?.sendMail({
      from: `Gaita <no-reply@${this.domain}>`,
      ...(to.length === 1 ? { to: only } : { bcc: [...to] }),
      subject,
      text,
      messageId: `<${id}@${this.domain}>`,
    });
  }

  beforeApplicationShutdown(): void {
    this.transport?.close();
  }
}
