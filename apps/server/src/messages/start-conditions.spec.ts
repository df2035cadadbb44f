import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { rejected } from '@gaita/contracts';
import { accepted, refusal } from '../../../../test/support/play-server.ts';
import { modelFile, userTask } from '../../../../test/support/small-model.ts';
import { Deliveries, historyInstanceTable, StartByEvent } from '../instances/index.ts';
import type { ConditionsRequest } from './evaluate-conditions.ts';
import { EvaluateConditions } from './evaluate-conditions.ts';
import { FindReceivers } from './find-receivers.ts';
import { instead, MessageStage } from './testing/message-stage.ts';

const condition = (text: string) =>
  `<conditionalEventDefinition><condition xsi:type="tFormalExpression">${text}</condition></conditionalEventDefinition>`;
const message = (ref: string) => `<messageEventDefinition messageRef="${ref}"/>`;
const roots = '<message id="m" name="go"/><message id="n" name="both"/><message id="told" name="told"/>';
const begins = (processKey: string, definitions: string, attributes = '') =>
  modelFile(
    processKey,
    `<startEvent id="start" ${attributes}>${definitions}</startEvent>${userTask('act', 'finance')[1]}
     <sequenceFlow id="f" sourceRef="start" targetRef="act"/>`,
    roots,
  );

describe('Conditions with which processes start', () => {
  let stage: MessageStage;
  let count = 0;
  let key: string;

  beforeAll(async () => {
    stage = await MessageStage.start();
  });
  afterAll(() => stage?.stop());
  beforeEach(() => {
    key = `when-${++count}`;
  });

  const judge = (request: Partial<ConditionsRequest> = {}, command = stage.server.command('case-handler-1')) =>
    stage.server.get(EvaluateConditions).run(command, { institution: stage.home, variables: {}, processKey: key, ...request });
  const cases = (processKey = key) =>
    stage.server.database.reader.find(historyInstanceTable, 'process_key = ?', [processKey], { orderBy: 'id' });
  const holds = condition('= amount &gt; 1');
  const much = { variables: { amount: 2 } };

  it('start a case in the name of who asks, with what they told, as it is typed', async () => {
    await stage.server.deploy(begins(key, holds));
    const { started } = accepted(await judge({ ...much, types: { amount: 'Long' }, businessKey: 'K' }));
    const [begun, ...more] = await cases();
    expect(more).toEqual([]);
    expect(started).toEqual([{ instanceId: begun!.id, processKey: key }]);
    expect(begun).toMatchObject({
      startedBy: 'case-handler-1',
      businessKey: 'K',
      institution: stage.home,
      startElementId: 'start',
    });
    expect(await stage.server.variable(begun!.id, 'amount')).toBe(2);
    expect(await stage.typeOf(begun!.id, 'amount')).toBe('Long');
    expect(await stage.open(begun!.id)).toEqual(['act']);
  });

  it('are looked at for the process or the definition that is meant, else all', async () => {
    const [one, two] = [key, `${key}-two`];
    const ids = [await stage.server.deploy(begins(one, holds)), await stage.server.deploy(begins(two, holds))];
    const startedFor = async (request: Partial<ConditionsRequest>) =>
      accepted(await judge({ ...much, ...request }))
        .started.map(({ processKey }) => processKey)
        .filter((each) => each.startsWith(key));
    expect(await startedFor({ processKey: two })).toEqual([two]);
    expect(await startedFor({ processKey: undefined as never, definitionId: ids[0] })).toEqual([one]);
    expect(await startedFor({ definitionId: ids[1] })).toEqual([]);
    expect(await startedFor({ processKey: undefined as never })).toEqual([one, two]);
    expect(await startedFor({ processKey: 'none' })).toEqual([]);
  });

  it('may be several of one event, each for itself', async () => {
    await stage.server.deploy(begins(key, condition('= amount &gt; 1') + condition('= amount &gt; 5') + message('m')));
    expect(accepted(await judge({ variables: { amount: 3 } })).started).toHaveLength(1);
    expect(accepted(await judge({ variables: { amount: 7 } })).started).toHaveLength(2);
    expect(await cases()).toHaveLength(3);
  });

  it('that cannot be evaluated are refused with their place, and start nothing', async () => {
    await stage.server.deploy(begins(key, condition('= date(broken) &gt; date(&quot;2026-01-01&quot;)')));
    const answer = await judge({ variables: { broken: 'x'.repeat(3) } });
    if ('started' in answer) expect(answer.started).toEqual([]);
    await stage.server.deploy(begins(`${key}-more`, condition('${amount.none.deeper &gt; 1}')));
    const refused = refusal(await judge({ ...much, processKey: `${key}-more` }));
    expect(refused).toMatchObject({ code: 'invalid-request', details: { processKey: `${key}-more`, elementId: 'start' } });
    expect(refused.message).toMatch(new RegExp(`^${key}-more, start: .+`));
    expect(await cases(`${key}-more`)).toEqual([]);
  });

  it('start nothing more when one start is refused, and say why', async () => {
    await stage.server.deploy(begins(key, holds));
    const refused = { answer: rejected('too-busy', 'Not now.'), sent: [] };
    await instead(stage.server.get(StartByEvent), { run: async () => refused }, async () =>
      expect(refusal(await judge(much))).toMatchObject({ code: 'too-busy', message: 'Not now.' }),
    );
    expect(await cases()).toEqual([]);
  });

  it('that count for a start with several events start no case alone', async () => {
    await stage.server.deploy(begins(key, holds + message('n'), 'parallelMultiple="true"'));
    expect(accepted(await judge(much)).started).toEqual([]);
    expect(await cases()).toEqual([]);
    expect(accepted(await stage.send({ name: 'both' })).receivers).toMatchObject([{ effect: 'started' }]);
    expect(await cases()).toHaveLength(1);
  });

  it('bring on their way what the cases send, before they answer', async () => {
    const tell = '<intermediateThrowEvent id="tell"><messageEventDefinition messageRef="told"/></intermediateThrowEvent>';
    const model = begins(key, holds).replace(userTask('act', 'finance')[1], tell).replaceAll('"act"', '"tell"');
    await stage.server.deploy(model);
    const brought: (readonly string[])[] = [];
    const note = { run: async (ids: readonly string[]) => void brought.push(ids) };
    await instead(stage.server.get(Deliveries), note, async () => {
      accepted(await judge({ variables: { amount: 1 } }));
      expect(brought).toEqual([]);
      accepted(await judge(much));
    });
    const sent = (await stage.deliveries()).filter(({ messageName }) => messageName === 'told');
    expect(brought).toEqual([sent.map(({ id }) => id)]);
  });

  it('answer the same to who asks again under the key, and start afresh under another or none', async () => {
    await stage.server.deploy(begins(key, holds));
    const under = (idempotencyKey?: string) => ({
      ...stage.server.command('admin'),
      ...(idempotencyKey !== undefined && { idempotencyKey, hash: 'h' }),
    });
    const first = accepted(await judge(much, under(`${key}-a`)));
    expect(accepted(await judge(much, under(`${key}-a`)))).toEqual(first);
    expect(await cases()).toHaveLength(1);
    accepted(await judge(much, under(`${key}-b`)));
    accepted(await judge(much, under()));
    accepted(await judge(much, under()));
    expect(await cases()).toHaveLength(4);
  });

  it('of a definition that is gone are passed over, and what else fails is told', async () => {
    await stage.server.deploy(begins(key, holds));
    const receivers = stage.server.get(FindReceivers);
    const rows = await receivers.startingByCondition(stage.home);
    const row = rows.find(({ processKey }) => processKey === key)!;
    const others = [
      { ...row, definitionId: 'gone' },
      { ...row, elementId: 'other' },
      { ...row, definitionIndex: 9 },
    ];
    await instead(receivers, { startingByCondition: async () => others }, async () =>
      expect(accepted(await judge(much)).started).toEqual([]),
    );
    const failing = { of: () => Promise.reject(new Error('no calendar')) };
    await instead(stage.server.get(EvaluateConditions)['calendars'], failing as never, () =>
      expect(judge(much)).rejects.toThrow('no calendar'),
    );
  });
});
