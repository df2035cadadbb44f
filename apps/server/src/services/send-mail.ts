import { Injectable } from '@nestjs/common';
import type { JobWork } from '../jobs/index.ts';
import { addressesInput, textInput } from './inputs.ts';
import { Notices } from './notices.ts';

/** Topic `gaita.mail`: a message to somebody outside. Inputs: `to`, `subject`, `text`. */
@Injectable()
export class SendMail {
  constructor(private readonly notices: Notices) {}

  async run(work: JobWork): Promise<undefined> {
    const to = addressesInput(work.variables, 'to');
    const subject = textInput(work.variables, 'subject', 500);
    const text = textInput(work.variables, 'text', 100_000);
    // Each gets a message of their own: residents do not learn who else was written to.
    const mails = to.map((address) => ({ to: [address], subject, text }));
    await this.notices.send(work, { role: null, account: null, subject, body: text, texts: {} }, mails);
    return undefined;
  }
}
