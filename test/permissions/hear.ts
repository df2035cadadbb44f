import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:http';

/** An open stream of events of one person, and what they heard. */
export class Hearing {
  heard = '';
  ended = false;

  private constructor(private readonly asked: ClientRequest) {}

  static open(url: string, headers: Record<string, string>): Promise<Hearing> {
    return new Promise((resolve, reject) => {
      const asked = request(`${url}/api/v1/live`, { headers });
      const hearing = new Hearing(asked);
      asked.on('error', reject);
      asked.on('response', (answer: IncomingMessage) => {
        answer.setEncoding('utf8');
        answer.on('data', (text: string) => (hearing.heard += text));
        answer.on('end', () => (hearing.ended = true));
        answer.on('error', () => (hearing.ended = true));
        resolve(hearing);
      });
      asked.end();
    });
  }

  close(): void {
    this.asked.destroy();
  }
}
