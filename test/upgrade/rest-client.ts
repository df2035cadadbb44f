export interface StoredTask {
  readonly id: string;
  readonly taskDefinitionKey: string;
}

/** Speaks the Camunda dialect, which every release answers, as the administrator of a stored database. */
export class RestClient {
  readonly url: string;
  private readonly credentials: string;

  constructor(url: string, account: string, password: string) {
    this.url = url;
    this.credentials = `Basic ${Buffer.from(`${account}:${password}`).toString('base64')}`;
  }

  /** @throws Error with the server's words for anything but success */
  async ask<A>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<A> {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${this.url}/engine-rest${path}`, {
      method,
      headers: { authorization: this.credentials, ...(body !== undefined && !isForm && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as A;
  }

  async deploy(name: string, model: string): Promise<void> {
    const form = new FormData();
    form.set('deployment-name', name);
    form.set(`${name}.bpmn`, new Blob([model]), `${name}.bpmn`);
    await this.ask('POST', '/deployment/create', form);
  }

  async start(key: string, businessKey: string): Promise<string> {
    return (await this.ask<{ id: string }>('POST', `/process-definition/key/${key}/start`, { businessKey })).id;
  }

  async complete(taskId: string): Promise<void> {
    await this.ask('POST', `/task/${taskId}/complete`, {});
  }

  /** Open tasks of the case, those of called processes not among them. */
  tasks(instanceId: string): Promise<StoredTask[]> {
    return this.ask('GET', `/task?processInstanceId=${instanceId}`);
  }

  /** Open tasks of the processes that the case has called. */
  async tasksBelow(instanceId: string): Promise<StoredTask[]> {
    const called = await this.ask<{ id: string }[]>('GET', `/process-instance?superProcessInstance=${instanceId}`);
    return (await Promise.all(called.map(({ id }) => this.tasks(id)))).flat();
  }

  /** `ACTIVE`, `COMPLETED`, …; read from history. */
  async state(instanceId: string): Promise<string> {
    return (await this.ask<{ state: string }>('GET', `/history/process-instance/${instanceId}`)).state;
  }
}
