import { randomBytes } from 'node:crypto';
import { smallModel, userTask } from '../support/small-model.ts';

export const loadKey = 'kept-under-load';
export const timerSeconds = 4;

/** A task with a reminder that does not interrupt it. */
const model = smallModel(
  loadKey,
  [userTask('work', 'front-desk')],
  `<boundaryEvent id="late" attachedToRef="work" cancelActivity="false"><timerEventDefinition><timeDuration>PT${timerSeconds}S</timeDuration></timerEventDefinition></boundaryEvent>
   <sequenceFlow id="a" sourceRef="late" targetRef="rung"/><task id="rung"/><sequenceFlow id="b" sourceRef="rung" targetRef="done"/><endEvent id="done"/>`,
);

export interface Acknowledged {
  /** When the answer had come, by `performance.now()`. */
  readonly at: number;
  readonly act: 'start' | 'complete' | 'document';
  /** Of the case; of the document. */
  readonly id: string;
}

/** Clients that start cases, complete some and add documents, and write down what was acknowledged. */
export class Load {
  readonly ledger: Acknowledged[] = [];
  private readonly url: string;
  private readonly name: string;
  private over = false;
  private workers: Promise<void>[] = [];
  private counted = 0;

  constructor(url: string, name: string) {
    this.url = url;
    this.name = name;
  }

  async begin(clients: number): Promise<void> {
    await this.ask(
      'POST',
      '/api/v1/deployments',
      { name: loadKey, resources: [{ name: `${loadKey}.bpmn`, content: model }] },
      'admin',
    );
    this.workers = Array.from({ length: clients }, () => this.work());
  }

  async end(): Promise<void> {
    this.over = true;
    await Promise.all(this.workers);
  }

  /** @throws Error for anything but success, and when the server is gone */
  async ask<A>(method: string, path: string, body?: unknown, account = 'front-desk-1'): Promise<A> {
    const isBytes = body instanceof Uint8Array;
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${account}:demo`).toString('base64')}`,
        'content-type': isBytes ? 'application/octet-stream' : 'application/json',
      },
      ...(body !== undefined && { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as A;
  }

  private async work(): Promise<void> {
    while (!this.over) {
      try {
        await this.oneCase(++this.counted);
      } catch (error) {
        // killed: nothing more is acknowledged
        if ((error as Error).name !== 'TypeError') throw error;
        return;
      }
    }
  }

  private async oneCase(number: number): Promise<void> {
    const path = `/api/v1/processes/${loadKey}/start`;
    const { instanceId } = await this.ask<{ instanceId: string }>('POST', path, { businessKey: `${this.name}-${number}` });
    this.note('start', instanceId);
    if (number % 5 === 0) this.note('document', await this.addDocument(instanceId));
    if (number % 2 === 0) return;
    const { items } = await this.ask<{ items: { id: string }[] }>('GET', `/api/v1/tasks?instanceId=${instanceId}`);
    await this.ask('POST', `/api/v1/tasks/${items[0]?.id}/complete`, {});
    this.note('complete', instanceId);
  }

  private async addDocument(instanceId: string): Promise<string> {
    const content = Buffer.from(`%PDF-1.4\n${randomBytes(15_000).toString('base64')}\n%%EOF\n`);
    const begun = await this.ask<{ id: string }>('POST', `/api/v1/cases/${instanceId}/uploads`, {
      name: 'a.pdf',
      size: content.length,
    });
    await this.ask('PUT', `/api/v1/uploads/${begun.id}?offset=0`, content);
    return (await this.ask<{ id: string }>('POST', `/api/v1/uploads/${begun.id}/finish`, {})).id;
  }

  private note(act: Acknowledged['act'], id: string): void {
    this.ledger.push({ at: performance.now(), act, id });
  }
}
