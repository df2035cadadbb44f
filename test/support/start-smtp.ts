import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly source: string;
}

/** A mail server that keeps what it gets. `answer(false)` makes it refuse, as one that is overloaded does. */
export const startSmtp = async () => {
  const mails: ReceivedMail[] = [];
  let accepting = true;
  let isKnown = true;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, callback) {
      if (isKnown) return callback();
      callback(Object.assign(new Error(`<${address}>: nobody of this name, ${address}`), { responseCode: 550 }));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (!accepting) return callback(Object.assign(new Error('Try again later'), { responseCode: 451 }));
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString('utf8'),
        });
        callback();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails: mails as readonly ReceivedMail[],
    /** Whether there is a mailbox of any name. */
    knowsReaders: (yes: boolean) => (isKnown = yes),
    answer: (yes: boolean) => (accepting = yes),
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
};
