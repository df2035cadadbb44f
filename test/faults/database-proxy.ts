import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/**
 * Where to cut a connection at its next COMMIT: before it reaches the database; while the database has it and is still connected;
 * when the database has answered and the client does not hear it.
 */
export type Cut = 'before COMMIT' | 'while committing' | 'after COMMIT';

const query = 0x03;
const commit = Buffer.from('COMMIT');
/** A COMMIT whose client is gone may take that long, milliseconds. */
const orphaned = 300;

interface Line {
  readonly client: Socket;
  readonly database: Socket;
  /** What was read of the client's packet that is not whole yet. */
  rest: Buffer;
  /** Cuts when the database answers. */
  isDoomed: boolean;
}

/** Stands between servers and MariaDB or MySQL and breaks their connections; it understands just enough to see a COMMIT. */
export class DatabaseProxy {
  private readonly server: Server;
  private readonly lines = new Set<Line>();
  private armed: { readonly cut: Cut; readonly done: () => void } | undefined;
  private isStalled = false;

  private constructor(server: Server) {
    this.server = server;
  }

  /** @param port of the database on this machine */
  static async open(port: number): Promise<DatabaseProxy> {
    const server = createServer({ allowHalfOpen: false, noDelay: true });
    const proxy = new DatabaseProxy(server);
    server.on('connection', (client) => proxy.join(client, connect({ port, host: '127.0.0.1', noDelay: true })));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  /** Cuts every connection, wherever it is. Gives their number. */
  cutAll(): number {
    const { size } = this.lines;
    for (const line of this.lines) this.end(line);
    return size;
  }

  /** Cuts the connection that commits next. Gives whether one came within the time. */
  async cutNext(cut: Cut, within: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const came = await new Promise<boolean>((resolve) => {
      this.armed = { cut, done: () => resolve(true) };
      timer = setTimeout(() => resolve(false), within);
    });
    clearTimeout(timer);
    this.armed = undefined;
    return came;
  }

  /** For so many milliseconds nothing goes through, in neither direction; then everything does. */
  async stall(millis: number): Promise<void> {
    this.isStalled = true;
    for (const line of this.lines) pauseBoth(line);
    await new Promise((resolve) => setTimeout(resolve, millis));
    this.isStalled = false;
    for (const { client, database } of this.lines) {
      client.resume();
      database.resume();
    }
  }

  async close(): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket, database: Socket): void {
    const line: Line = { client, database, rest: Buffer.alloc(0), isDoomed: false };
    this.lines.add(line);
    client.on('data', (data) => this.fromClient(line, data));
    database.on('data', (data) => (line.isDoomed ? this.end(line) : client.write(data)));
    for (const socket of [client, database]) {
      socket.on('error', () => this.end(line));
      socket.on('close', () => this.end(line));
    }
    if (this.isStalled) pauseBoth(line);
  }

  private fromClient(line: Line, data: Buffer): void {
    const cut = this.commits(line, data) ? this.armed : undefined;
    if (!cut) return void line.database.write(data);
    this.armed = undefined;
    cut.done();
    if (cut.cut === 'before COMMIT') return this.end(line);
    line.isDoomed = cut.cut === 'after COMMIT';
    line.database.write(data);
    if (line.isDoomed) return;
    this.lines.delete(line);
    line.client.removeAllListeners('close').destroy();
    line.database.removeAllListeners('close').removeAllListeners('data').resume();
    setTimeout(() => line.database.destroy(), orphaned);
  }

  /** Whether a query that ends in COMMIT is whole with this data. */
  private commits(line: Line, data: Buffer): boolean {
    let found = false;
    let left = line.rest.length > 0 ? Buffer.concat([line.rest, data]) : data;
    for (;;) {
      const length = left.length < 4 ? Infinity : left.readUIntLE(0, 3);
      if (left.length < 4 + length) break;
      const packet = left.subarray(4, 4 + length);
      found ||= packet[0] === query && packet.subarray(-commit.length).equals(commit);
      left = left.subarray(4 + length);
    }
    line.rest = left;
    return found;
  }

  private end(line: Line): void {
    this.lines.delete(line);
    line.client.destroy();
    line.database.destroy();
  }
}

const pauseBoth = ({ client, database }: Line): void => {
  client.pause();
  database.pause();
};
