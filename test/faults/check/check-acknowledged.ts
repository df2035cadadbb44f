import { isDeepStrictEqual } from 'node:util';
import { isPassing } from '../client.ts';
import type { AnswerEntry, Intent, LedgerEntry, RequestEntry } from '../ledger.ts';
import type { Findings } from './findings.ts';
import { groupBy } from './group.ts';
import type { StoredState } from './stored-state.ts';
import { recordsOf } from './stored-state.ts';

/** All copies of one request, by account and key; a request without a key is alone. */
interface Wish {
  readonly account: string;
  readonly key: string | undefined;
  readonly intent: Intent;
  /** Good answers. */
  readonly answers: readonly AnswerEntry[];
  /** Answers that refuse it for good. */
  readonly refusals: readonly AnswerEntry[];
}

const isGood = ({ status }: AnswerEntry): boolean => status >= 200 && status < 300;
const isRefusal = (answer: AnswerEntry): boolean => !isGood(answer) && !isPassing(answer);

/**
 * What the clients were told against what is stored: nothing that was acknowledged is missing, nothing is there twice, and what
 * was not acknowledged is there once or not at all.
 */
export const checkAcknowledged = (ledger: readonly LedgerEntry[], state: StoredState, findings: Findings): void => {
  const wishes = wishesOf(ledger);
  checkAnswers(ledger, findings);
  checkKeys(wishes, state, findings);
  checkStarts(wishes, state, findings);
  checkCompletions(wishes, state, findings);
};

const wishesOf = (ledger: readonly LedgerEntry[]): Wish[] => {
  const answers = new Map<number, AnswerEntry>();
  for (const each of ledger) if (each.entry === 'answer') answers.set(each.id, each);
  // another body under the same key is another wish, which is never granted
  const requests = ledger.filter((each): each is RequestEntry => each.entry === 'request' && each.intent.act !== 'reuse');
  const groups = groupBy(requests, ({ id, account, key }) => (key === undefined ? `request ${id}` : `key ${account} ${key}`));
  return [...groups.values()].map((copies) => {
    const [request] = copies as [RequestEntry];
    const { account, key, intent } = request;
    const told = copies.flatMap(({ id }) => answers.get(id) ?? []);
    return { account, key, intent, answers: told.filter(isGood), refusals: told.filter(isRefusal) };
  });
};

/** Two writers met at one row, which the server is to sort out by itself. */
const isCollision = ({ body }: AnswerEntry): boolean => (body as { code?: string } | undefined)?.code === 'version-conflict';

/** No client is ever told that the server does not know what to do. */
const checkAnswers = (ledger: readonly LedgerEntry[], findings: Findings): void => {
  const requests = new Map<number, RequestEntry>();
  for (const each of ledger) {
    if (each.entry === 'request') requests.set(each.id, each);
    if (each.entry !== 'answer') continue;
    const { path = '', account = '' } = requests.get(each.id) ?? {};
    const { intent } = requests.get(each.id) ?? {};
    const isWorker = intent?.act === 'finish' || intent?.act === 'fail';
    const expected =
      intent?.act === 'reuse'
        ? each.status === 422 || isPassing(each)
        : each.status < 300 || (!isCollision(each) && [404, 409, 503, ...(isWorker ? [400] : [])].includes(each.status));
    findings.check('every answer is an effect or a refusal that fits', expected, `${account} ${path}`, () =>
      `${each.status} ${JSON.stringify(each.body)}`.slice(0, 500),
    );
  }
};

const checkKeys = (wishes: readonly Wish[], state: StoredState, findings: Findings): void => {
  const stored = groupBy(
    state.commands.filter(({ idempotencyKey }) => idempotencyKey !== null),
    ({ account, idempotencyKey }) => `${account} ${idempotencyKey}`,
  );
  for (const { account, key, answers, refusals } of wishes) {
    if (key === undefined) continue;
    const rows = stored.get(`${account} ${key}`)?.length ?? 0;
    if (rows > 0)
      findings.check('no copy of what was done is refused', refusals.length === 0, `${account} ${key}`, () =>
        JSON.stringify(refusals).slice(0, 500),
      );
    const [first] = answers;
    if (!first) continue;
    findings.check('an acknowledged key is stored once', rows === 1, `${account} ${key}`, `stored ${rows} times`);
    findings.check(
      'copies of one request get one answer',
      answers.every(({ body }) => isDeepStrictEqual(body, first.body)),
      `${account} ${key}`,
      () => JSON.stringify(answers.map(({ body }) => body)).slice(0, 500),
    );
  }
  const steps = groupBy(state.journal, ({ commandId, instanceId }) => `${commandId} in ${instanceId}`);
  for (const [subject, rows] of steps)
    findings.check('a command makes at most one step in an instance', rows.length === 1, subject, `${rows.length} steps`);
};

const checkStarts = (wishes: readonly Wish[], state: StoredState, findings: Findings): void => {
  const byKey = groupBy(state.histories, ({ businessKey, parentInstanceId }) => `${parentInstanceId === null} ${businessKey}`);
  for (const { intent, answers } of wishes) {
    if (intent.act !== 'start') continue;
    const { businessKey } = intent;
    const found = byKey.get(`true ${businessKey}`) ?? [];
    const body = answers[0]?.body as { instanceId?: string; id?: string; receivers?: { instanceId: string }[] } | undefined;
    const told = body?.instanceId ?? body?.id ?? body?.receivers?.[0]?.instanceId;
    if (answers.length > 0)
      findings.check(
        'an acknowledged start exists once',
        found.length === 1 && found[0]?.id === told,
        businessKey,
        () => `told ${told}, found ${found.map(({ id }) => id).join(', ') || 'none'}`,
      );
    else
      findings.check(
        'an unacknowledged start exists once or not',
        found.length <= 1,
        businessKey,
        () => `found ${found.map(({ id }) => id).join(', ')}`,
      );
  }
};

const checkCompletions = (wishes: readonly Wish[], state: StoredState, findings: Findings): void => {
  const completions = groupBy(
    wishes.filter(({ intent }) => intent.act === 'complete'),
    ({ intent }) => (intent as { taskId: string }).taskId,
  );
  const recorded = groupBy(recordsOf(state, 'taskCompleted'), ({ record }) => record.taskId);
  const turns = new Map(state.signatures.map((row) => [row.id, row]));
  const tasks = new Map([...state.historyTasks, ...state.historyOpinionTasks].map((row) => [row.id, row]));
  for (const [taskId, tries] of completions) {
    const done = tries.filter(({ answers }) => answers.length > 0);
    findings.check(
      'one person completes a task',
      done.length <= 1,
      taskId,
      () => `acknowledged to ${done.map(({ account, key }) => `${account} (${key ?? 'no key'})`).join(', ')}`,
    );
    const [winner] = done;
    if (!winner) continue;
    const turn = turns.get(taskId);
    const task = tasks.get(taskId);
    const stored = turn
      ? turn.outcome === 'signed' && turn.account === winner.account
      : task?.outcome === 'completed' && task.completedBy === winner.account;
    findings.check(
      'an acknowledged completion is in the history',
      stored,
      taskId,
      () => `acknowledged to ${winner.account}, stored ${JSON.stringify(turn ?? task ?? null)}`,
    );
  }
  for (const taskId of recorded.keys())
    findings.check('a completion in the journal is in the history', tasks.has(taskId), taskId);
  for (const { id, outcome } of state.historyTasks) {
    const times = recorded.get(id)?.length ?? 0;
    findings.check(
      'a task is completed at most once',
      times === (outcome === 'completed' ? 1 : 0),
      id,
      () => `${times} completions in the journal, in the history ${outcome ?? 'open'}`,
    );
  }
};
