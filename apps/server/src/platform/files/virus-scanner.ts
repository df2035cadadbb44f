import { createReadStream } from 'node:fs';
import { connect } from 'node:net';
import { OperationalError } from '../errors.ts';

/** Port: looks for viruses in a file that was received. */
export abstract class VirusScanner {
  /**
   * The name of what was found; undefined for a clean file.
   * @throws OperationalError when the scanner does not answer: then nothing is let in
   */
  abstract find(path: string): Promise<string | undefined>;
}

/** Where no scanner is configured. */
export class NoVirusScanner extends VirusScanner {
  override async find(): Promise<undefined> {
    return undefined;
  }
}

const patience = 60_000;

/** A ClamAV daemon by its `INSTREAM` command: pieces with their length before them, a length of zero at the end. */
export class ClamdScanner extends VirusScanner {
  private readonly host: string;
  private readonly port: number;

  constructor(url: string) {
    super();
    const { hostname, port } = new URL(url);
    this.host = hostname;
    this.port = Number(port || 3310);
  }

  override async find(path: string): Promise<string | undefined> {
    const answer = await this.ask(path).catch((error: unknown) => {
      throw new OperationalError('The virus scanner does not answer.', { cause: error });
    });
    if (/: OK\b/.test(answer)) return undefined;
    const found = /: (.+) FOUND/.exec(answer);
    if (!found) throw new OperationalError(`The virus scanner answered: ${answer.slice(0, 200)}`);
    return found[1];
  }

  private ask(path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, this.host);
      let answer = '';
      socket.setTimeout(patience, () => socket.destroy(new Error('no answer in time')));
      socket.on('error', reject);
      socket.on('data', (data) => (answer += data.toString('utf8')));
      socket.on('close', () => resolve(answer.replace(/\0/g, '').trim()));
      socket.on('connect', () => {
        socket.write('zINSTREAM\0');
        const file = createReadStream(path);
        file.on('error', (error) => socket.destroy(error));
        file.on('data', (piece) => {
          const length = Buffer.alloc(4);
          length.writeUInt32BE(piece.length);
          socket.write(length);
          if (!socket.write(piece)) {
            file.pause();
            socket.once('drain', () => file.resume());
          }
        });
        file.on('end', () => socket.write(Buffer.alloc(4)));
      });
    });
  }
}
