import { describe, expect, it } from '@jest/globals';
import { inARow, modelOf } from './testing/model-of.ts';
import { Play } from './testing/play.ts';

const calling = (type: string, more = '', expression = '${mailer.send(address, 2 + 1, execution.processBusinessKey)}') =>
  modelOf(inARow(['t', `<${type} id="t" camunda:expression="${expression}" ${more}/>`], ['u', '<userTask id="u"/>']));
const result = 'camunda:resultVariable="sent"';
const started = async (type: string, more = '', expression?: string) =>
  new Play(await calling(type, more, expression)).start({ address: 'a@example.org' }, { businessKey: 'K-1' });
const seenByJob = (play: Play) => play.seenAt(play.wait('job', 't').tokenId);

describe('a task that calls an object outside', () => {
  it.each(['serviceTask', 'sendTask', 'businessRuleTask'])('as a %s becomes a job with the arguments', async (type) => {
    const play = await started(type);
    expect(play.of('jobCreated')).toMatchObject([{ topic: 'mailer.send', elementId: 't' }]);
    expect(seenByJob(play)).toMatchObject({ arguments: ['a@example.org', 3, 'K-1'] });
    expect(play.variables()).toEqual({ address: 'a@example.org' });
  });

  it.each([
    ['the variable `result`', { variables: { result: 7, other: 1 } }, { sent: 7, other: 1 }],
    ['the local variable `result` first', { variables: { result: 7 }, localVariables: { result: 8 } }, { sent: 8, result: 7 }],
    ['the only variable', { variables: { ok: true } }, { sent: true, ok: true }],
    ['the only local variable', { variables: {}, localVariables: { ok: true } }, { sent: true }],
    ['the result variable itself', { variables: { sent: 'x', result: 'y' } }, { sent: 'x', result: 'y' }],
    ['nothing where there is nothing', { variables: {} }, { sent: null }],
    ['nothing where several could be meant', { variables: { a: 1, b: 2 } }, { sent: null, a: 1, b: 2 }],
    ['null when it says so', { variables: { result: null } }, { sent: null }],
  ])('takes %s for its answer', async (_what, answer, expected) => {
    const play = await started('serviceTask', result);
    play.do({ type: 'jobCompleted', jobId: play.wait('job', 't').id, ...answer });
    expect(play.variables()).toEqual({ address: 'a@example.org', ...expected });
    expect(play.tasks()).toEqual(['u']);
  });

  it('without a result variable writes what the worker gives', async () => {
    const play = await started('serviceTask');
    play.do({ type: 'jobCompleted', jobId: play.wait('job', 't').id, variables: { result: 1 } });
    expect(play.variables()).toEqual({ address: 'a@example.org', result: 1 });
  });

  it('makes no job while an argument is missing', async () => {
    const play = new Play(await calling('serviceTask', result)).start();
    expect(play.of('incidentRaised')).toMatchObject([{ incidentType: 'expressionFailed', elementId: 't' }]);
    expect(play.of('incidentRaised')[0]?.message).toContain('argument 1 of mailer.send');
    expect(play.of('jobCreated')).toEqual([]);
    play.do({ type: 'writeVariables', variables: { address: 'b' } });
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 't').id });
    expect(seenByJob(play)).toMatchObject({ arguments: ['b', 3, null] });
  });

  it('gives each item of a multi-instance its own arguments', async () => {
    const model = await modelOf(
      inARow([
        't',
        `<serviceTask id="t" camunda:expression="\${mailer.send(person)}" ${result}>
           <multiInstanceLoopCharacteristics camunda:collection="people" camunda:elementVariable="person"/></serviceTask>`,
      ]),
    );
    const play = new Play(model).start({ people: ['a', 'b'] });
    const written = play.of('variableWritten').filter(({ name }) => name === 'arguments');
    expect(written.map(({ value }) => value)).toEqual([['a'], ['b']]);
  });

  it.each(['sendTask', 'businessRuleTask', 'serviceTask'])('that is a %s with a plain value needs no job', async (type) => {
    const play = await started(type, result, '${address}');
    expect(play.of('jobCreated')).toEqual([]);
    expect(play.variables()).toMatchObject({ sent: 'a@example.org' });
  });
});
