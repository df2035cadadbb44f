/** What the specs use of the client, which has no typings of its own. */
declare module 'camunda-external-task-client-js' {
  export class Variables {
    getAll(): Record<string, unknown>;
    setAll(values: Record<string, unknown>): void;
    setTyped(name: string, value: { type: string; value: unknown; valueInfo: object }): void;
  }
  export interface Task {
    readonly businessKey: string | null;
    readonly variables: Variables;
  }
  export interface TaskService {
    complete(task: Task, variables?: Variables): Promise<void>;
  }
  export class BasicAuthInterceptor {
    constructor(credentials: { username: string; password: string });
  }
  export class Client {
    constructor(options: {
      baseUrl: string;
      interceptors: readonly BasicAuthInterceptor[];
      workerId: string;
      maxTasks: number;
      asyncResponseTimeout: number;
      autoPoll: boolean;
    });
    subscribe(
      topic: string,
      options: { lockDuration: number },
      handler: (work: { task: Task; taskService: TaskService }) => Promise<void>,
    ): { unsubscribe(): void };
    start(): void;
    stop(): void;
  }
}
