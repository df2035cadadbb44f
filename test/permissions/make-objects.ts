import { personTable, roleAssignmentTable } from '../../apps/server/src/identity/index.ts';
import { RowChanges } from '../../apps/server/src/platform/write-plan.ts';
import { eventually } from '../support/throw-away.ts';
import { elsewhere, home, unit } from './models.ts';
import { personOf, roleOf } from './rows.ts';
import type { World } from './world.ts';

/** Who holds, writes and adds what the lines ask about. */
const worker = 'case-handler.unit';
/** Of the same role in the whole institution, and nobody of those who are asked. */
export const colleague = 'case-handler-1';
const administrator = 'administrator.unit';
const officer = 'data-protection-officer.elsewhere';

/** Some things come about a moment later. */
const until = <T>(look: () => Promise<T | undefined | false>): Promise<T> =>
  eventually(async () => {
    const found = await look();
    if (found === undefined || found === false) throw new Error('Not yet.');
    return found;
  });

/** The things made so far for the same requests. */
interface Made {
  get(name: string): Promise<string>;
}
type Make = (world: World, made: Made) => Promise<string>;

const started =
  (process: string): Make =>
  (world) =>
    world.start(process);
const taskOf =
  (of: 'case' | 'partnersCase' | 'freeCase'): Make =>
  async (world, made) =>
    world.openTask(await made.get(of));
/** Does something to an object of its own, whose id stays: others are asked about as they are. */
const after =
  (make: Make, account: string, path: string, body: object = {}): Make =>
  async (world, made) => {
    const id = await make(world, made);
    await world.succeed(account, 'POST', path.replace(':id', id), body);
    return id;
  };
const newTask =
  (process = 'matrix-work'): Make =>
  async (world) =>
    world.openTask(await world.start(process));
/** The same where something was taken away again. */
const removed =
  (make: Make, account: string, path: string): Make =>
  async (world, made) => {
    const id = await make(world, made);
    await world.succeed(account, 'DELETE', path.replace(':id', id));
    return id;
  };
const held = after(newTask(), worker, '/api/v1/tasks/:id/claim');
const upload: Make = async (world) => {
  const path = `/api/v1/cases/${await world.start('matrix-work')}/uploads`;
  const { id } = await world.succeed(worker, 'POST', path, { name: 'a.txt', size: 5 });
  await world.succeed(worker, 'PUT', `/api/v1/uploads/${String(id)}?offset=0`, Buffer.from('hello'));
  return String(id);
};
const added =
  (account: string, path: string, body: (made: Made) => Promise<object> | object, key = 'id'): Make =>
  async (world, made) =>
    String((await world.succeed(account, 'POST', path, await body(made)))[key]);
const addedTo =
  (of: string, account: string, path: string, body: object, key = 'id'): Make =>
  async (world, made) =>
    String((await world.succeed(account, 'POST', path.replace(':id', await made.get(of)), body))[key]);
const firstOf =
  (of: string, path: string): Make =>
  async (world, made) => {
    const id = await made.get(of);
    return until(async () => (await world.list(administrator, path.replace(':id', id)))[0]?.id);
  };

const note = addedTo('case', worker, '/api/v1/cases/:id/notes', { text: 'A note', mentions: [] });
const attachment = after(upload, worker, '/api/v1/uploads/:id/finish');

/** How each thing is made about which lines ask, by the routes of the server where there are some. */
const makers = {
  case: started('matrix-work'),
  task: taskOf('case'),
  partnersCase: started('matrix-help'),
  partnersTask: taskOf('partnersCase'),
  freeCase: started('matrix-free'),
  freeTask: taskOf('freeCase'),
  heldTask: held,
  colleaguesTask: after(newTask(), colleague, '/api/v1/tasks/:id/claim'),
  delegatedTask: after(held, worker, '/api/v1/tasks/:id/delegate', { account: colleague }),
  completedTask: after(newTask('matrix-steps'), worker, '/api/v1/tasks/:id/complete', { variables: {} }),
  opinionTask: addedTo('task', worker, '/api/v1/tasks/:id/opinions', { role: 'lawyer' }, 'opinionTaskId'),
  note,
  deletedNote: removed(note, worker, '/api/v1/notes/:id'),
  camundaComment: addedTo('task', worker, '/engine-rest/task/:id/comment/create', { message: 'A note' }),
  upload,
  attachment,
  removedAttachment: removed(attachment, worker, '/api/v1/attachments/:id'),
  clockCase: started('matrix-clock'),
  stoppedCase: after(started('matrix-clock'), worker, '/api/v1/cases/:id/clock/stop', { ground: 'x', reason: 'x', notice: 'x' }),
  adHocCase: started('matrix-ad-hoc'),
  adHocPart: async (world, made) =>
    (await world.read<{ adHoc: { id: string }[] }>(administrator, `/api/v1/cases/${await made.get('adHocCase')}`)).adHoc[0]!.id,
  waitingCase: started('matrix-wait'),
  decisionCase: started('matrix-decide'),
  decisionInstance: firstOf('decisionCase', '/engine-rest/history/decision-instance?processInstanceId=:id'),
  stuckCase: started('matrix-stuck'),
  incident: firstOf('stuckCase', '/engine-rest/incident?processInstanceId=:id'),
  workersCase: started('matrix-workers'),
  externalTask: firstOf('workersCase', '/engine-rest/external-task?processInstanceId=:id'),
  lockedTask: async (world) => {
    const businessKey = newName();
    await world.start('matrix-workers', { businessKey });
    const body = { workerId: 'w', maxTasks: 1, topics: [{ topicName: 'matrix', lockDuration: 100_000, businessKey }] };
    const [locked] = (await world.succeed(administrator, 'POST', '/engine-rest/external-task/fetchAndLock', body)) as unknown as {
      id: string;
    }[];
    return locked!.id;
  },
  definition: async (world) => (await world.definition(home, 'matrix-work')).id,
  deployment: async (world) => (await world.definition(home, 'matrix-work')).deploymentId,
  decision: async (world) => (await world.list(administrator, '/engine-rest/decision-definition?key=fee'))[0]!.id,

  /** Somebody with a role in the unit. */
  person: (world) => insertPerson(world, home, unit),
  personElsewhere: (world) => insertPerson(world, elsewhere, null),
  /** Theirs. */
  assignment: (_, made) => made.get('person'),
  unit: added(administrator, '/api/v1/registry/units', () => ({ institution: home, names: { en: 'New' } })),
  post: added(administrator, '/api/v1/registry/posts', () => ({ institution: home, names: { en: 'Clerk' }, unit })),
  postHolder: async (world, made) =>
    addedTo('post', administrator, '/api/v1/registry/posts/:id/holders', { account: await made.get('person') })(world, made),
  absence: added(administrator, '/api/v1/registry/absences', async (made) => ({
    account: await made.get('person'),
    from: '2040-01-02',
    to: '2040-01-03',
  })),
  descriptionVersion: async (world) => {
    const path = `/api/v1/registry/roles/lawyer?institution=${home}`;
    return String((await world.read<{ description: { latest: number } }>(administrator, path)).description.latest);
  },
  newPair: async () => JSON.stringify(pair()),
  pair: added(administrator, '/api/v1/duties/pairs', () => pair()),

  view: added(worker, '/api/v1/views', () => ({ name: 'View', view: 'mine' })),
  sharedView: added(worker, '/api/v1/views', () => ({ name: 'View', view: 'team', sharedWith: { institution: home } })),
  bulkJob: async (world, made) => {
    const id = await added(worker, '/api/v1/bulk/tasks', () => ({ act: 'claim', tasks: { ids: ['unknown'] } }))(world, made);
    const isDone = async () => (await world.read<{ state: string }>(worker, `/api/v1/bulk/jobs/${id}`)).state === 'finished';
    await until(isDone);
    return id;
  },
  token: added(worker, '/api/v1/tokens', () => ({ name: 'mine', scopes: ['tasks:read'], days: 1 })),

  hold: added(administrator, '/api/v1/privacy/holds', async (made) => ({ case: await made.get('case'), reason: 'court' })),
  erasure: added(officer, '/api/v1/privacy/erasures', async (made) => ({
    kind: 'staff',
    identifier: await made.get('personElsewhere'),
    reason: 'asked for it',
  })),
  privacyJob: async (world, made) => {
    const id = await added(administrator, '/api/v1/privacy/exports', () => ({ kind: 'staff', identifier: colleague }))(
      world,
      made,
    );
    const isDone = async () =>
      (await world.read<{ state: string }>(administrator, `/api/v1/privacy/jobs/${id}`)).state === 'done';
    await until(isDone);
    return id;
  },
} satisfies Record<string, Make>;

export type ObjectName = keyof typeof makers;

/** What requests are about; each thing is made when somebody first asks about it. */
export class Objects {
  private readonly made = new Map<ObjectName, Promise<string>>();

  /** @param ofCase of the case to which the task belongs */
  constructor(
    private readonly world: World,
    private readonly ofCase: { readonly businessKey?: string } = {},
  ) {}

  get(name: ObjectName): Promise<string> {
    const found = this.made.get(name) ?? this.make(name);
    this.made.set(name, found);
    return found;
  }

  private make(name: ObjectName): Promise<string> {
    return name === 'case' ? this.world.start('matrix-work', this.ofCase) : (makers[name] as Make)(this.world, this);
  }
}

let counted = 0;

const pairs = (['improvement', 'caf'] as const).flatMap((scope) =>
  ['front-desk', 'expert', 'lawyer', 'finance', 'survey-analyst', 'partner'].flatMap((a, at, all) =>
    all.slice(at + 1).map((b) => ({ institution: home, a, b, scope, level: 'soft', reason: 'as a test' })),
  ),
);
let named = 0;

/** A pair of roles that nobody has named before. */
const pair = (): object => pairs[named++ % pairs.length]!;

export const newName = (): string => `matrix-${++counted}`;

async function insertPerson(world: World, institution: string, placed: string | null): Promise<string> {
  const account = newName();
  const changes = new RowChanges();
  const { kind, ...rest } = personOf(account, institution);
  changes.insert(personTable, { ...rest, kind });
  changes.insert(roleAssignmentTable, roleOf(account, 'expert', institution, placed));
  await world.write(changes);
  return account;
}
