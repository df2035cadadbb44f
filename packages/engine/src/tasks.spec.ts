import { describe, expect, it } from '@jest/globals';
import { end, mapping, processOf, script, service, start, task, text, user, value } from './testing/build-model.ts';
import { Play, tuesday } from './testing/play.ts';

describe('a process of tasks', () => {
  it('runs from start to end', () => {
    const play = new Play(processOf('p', [start('s'), task('a'), user('b'), end('e')], ['s -> a -> b -> e'])).start();
    expect(play.started()).toEqual(['s', 'a', 'b']);
    expect(play.tasks()).toEqual(['b']);
    play.complete('b');
    expect(play.of('instanceEnded')).toEqual([{ kind: 'instanceEnded', outcome: 'completed', endElementId: 'e' }]);
    expect(play.snapshot).toEqual({ v: 2, instanceId: 'instance', ended: 'completed', scopes: {} });
  });

  it('tells who may take a user task, and until when', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          user('a', {
            assignee: value('=clerk'),
            candidateGroups: [value('case-handler, expert'), value('=roles')],
            due: '10 working days',
            joint: ['service-manager'],
            legalBasis: 'eli/lv/1',
          }),
        ],
        ['s -> a'],
      ),
    ).start({ clerk: 'ann', roles: ['lawyer', 'expert'] });
    expect(play.of('taskCreated')).toMatchObject([
      {
        assignee: 'ann',
        candidateGroups: ['case-handler', 'expert', 'lawyer'],
        joint: ['service-manager'],
        priority: 50,
        dueRule: '10 working days',
        legalBasis: 'eli/lv/1',
        dueAt: Date.parse('2026-05-19T23:59:59.999+03:00'),
      },
    ]);
  });

  it('takes a due date before a due rule', () => {
    const play = new Play(
      processOf('p', [start('s'), user('a', { dueDate: value('PT2H'), due: '10 working days' })], ['s -> a']),
    ).start();
    expect(play.of('taskCreated')[0]).toMatchObject({ dueAt: tuesday + 2 * 3_600_000 });
    expect(play.of('taskCreated')[0]).not.toHaveProperty('dueRule');
  });

  it('takes priority, follow-up date and assignee from expressions', () => {
    const more = {
      priority: value('=p + 1'),
      followUpDate: value('2026-06-01T10:00Z'),
      dueDate: value('=null'),
      legalBasis: 'Art. 5',
    };
    const play = new Play(processOf('p', [start('s'), user('a', more)], ['s -> a'])).start({ p: 70 });
    expect(play.of('taskCreated')).toMatchObject([
      { priority: 71, followUpAt: Date.parse('2026-06-01T10:00Z'), legalBasis: 'Art. 5' },
    ]);
    expect(play.of('taskCreated')[0]).not.toHaveProperty('dueAt');
  });

  it.each([
    ['priority', { priority: value('high') }],
    ['due date', { dueDate: value('soon') }],
    ['due rule', { due: 'ten days or so' }],
    ['procedure', { due: 'legal: no such procedure' }],
    ['assignee', { assignee: value('=[1]') }],
    ['assignee longer than is stored', { assignee: value(`="${'a'.repeat(192)}"`) }],
    ['group longer than is stored', { candidateGroups: [value(`=["${'a'.repeat(192)}"]`)] }],
    ['priority beyond 32 bits', { priority: value('99999999999') }],
    ['due date beyond the calendar', { dueDate: value('P999999999Y') }],
  ])('with a %s that cannot be read stands still with an incident', (_what, more) => {
    const play = new Play(processOf('p', [start('s'), user('a', more)], ['s -> a'])).start();
    expect(play.of('incidentRaised')).toMatchObject([{ elementId: 'a', incidentType: 'expressionFailed' }]);
    expect(play.tasks()).toEqual([]);
  });

  it('tells a job how often and when to be tried', () => {
    const topic = { topic: value('=kind'), retries: 3, retryIntervals: ['PT1M', 'PT10M'], priority: value('7') };
    const model = (type: 'serviceTask' | 'sendTask' | 'businessRuleTask' | 'endEvent') =>
      processOf('p', [start('s'), { type, id: 'j', topic }], ['s -> j']);
    for (const type of ['serviceTask', 'sendTask', 'businessRuleTask', 'endEvent'] as const) {
      const play = new Play(model(type)).start({ kind: 'mail' });
      expect(play.of('jobCreated')).toMatchObject([
        { topic: 'mail', retries: 3, retryIntervals: ['PT1M', 'PT10M'], priority: 7 },
      ]);
      expect(play.finishJob('j').outcome()).toBe('completed');
      expect(new Play(model(type)).start({ kind: '' }).waits('incident')).toHaveLength(1);
    }
  });

  it('gives work with a topic to a job and goes on with its result', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), service('mail', 'gaita.mail', { outputs: [mapping('sent', '=answer = "ok"')] }), end('e')],
        ['s -> mail -> e'],
      ),
    ).start();
    expect(play.of('jobCreated')).toMatchObject([{ jobType: 'topic', topic: 'gaita.mail', elementId: 'mail' }]);
    play.finishJob('mail', { answer: 'ok' });
    expect(play.of('variableWritten')).toMatchObject([
      { name: 'answer', value: 'ok', version: 1 },
      { name: 'sent', value: true },
    ]);
    expect(play.outcome()).toBe('completed');
  });

  it('evaluates scripts and expressions into their variables', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          script('x', 'x', 'a + 1'),
          { type: 'serviceTask', id: 'y', expression: value('=x * 2'), resultVariable: 'y' },
          user('u'),
        ],
        ['s -> x -> y -> u'],
      ),
    ).start({ a: 1 });
    expect(play.variables()).toEqual({ a: 1, x: 2, y: 4 });
  });

  it('refuses what no longer applies', () => {
    const play = new Play(processOf('p', [start('s'), user('a'), user('b')], ['s -> a -> b'])).start();
    const { id } = play.wait('task', 'a');
    play.complete('a');
    expect(play.try({ type: 'taskCompleted', taskId: id, variables: {} })?.code).toBe('task-withdrawn');
    for (const name of ['constructor', '__proto__'])
      expect(play.try({ type: 'taskCompleted', taskId: name, variables: {} })?.code).toBe('task-withdrawn');
    expect(play.try({ type: 'timerDue', timerId: 'x' })?.code).toBe('timer-not-scheduled');
    expect(play.try({ type: 'jobCompleted', jobId: 'x', variables: {} })?.code).toBe('job-not-open');
    expect(play.try({ type: 'continue', jobId: 'x' })?.code).toBe('job-not-open');
    expect(play.try({ type: 'messageArrived', subscriptionId: 'x', variables: {} })?.code).toBe('subscription-closed');
    expect(play.try({ type: 'calledEnded', tokenId: 'x', variables: {} })?.code).toBe('called-process-gone');
    expect(play.try({ type: 'retryIncident', incidentId: 'x' })?.code).toBe('incident-not-open');
    expect(play.try({ type: 'start', instanceId: 'i', variables: {} })?.code).toBe('invalid-request');
    play.complete('b');
    expect(play.try({ type: 'cancel' })?.code).toBe('instance-ended');
  });

  it('cancels everything with the instance', () => {
    const play = new Play(processOf('p', [start('s'), user('a'), service('b', 'work')], ['s -> a', 's -> b'])).start();
    play.do({ type: 'cancel', reason: 'withdrawn by the applicant' });
    expect(play.of('taskWithdrawn')).toHaveLength(1);
    expect(play.of('jobCanceled')).toHaveLength(1);
    expect(play.of('instanceEnded')).toEqual([
      { kind: 'instanceEnded', outcome: 'terminated', reason: 'withdrawn by the applicant' },
    ]);
    expect(play.waits()).toEqual([]);
  });

  it('keeps a small snapshot', () => {
    const instanceId = '01990000-0000-7000-8000-000000000000';
    const nodes = Array.from({ length: 30 }, (_, i) => user(`activity-${i}`));
    const play = new Play(
      processOf('improvement', [start('s'), ...nodes], [['s', ...nodes.map(({ id }) => id)].join(' -> ')]),
    ).start({}, { instanceId });
    for (let i = 0; i < 15; i++) play.complete(`activity-${i}`);
    expect(JSON.stringify(play.snapshot).length).toBeLessThan(400);
  });

  it('names the event by which it was started', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), start('m', { definitions: [{ type: 'message', message: { name: text('go') } }] }), user('a')],
        ['s -> a', 'm -> a'],
      ),
    );
    play.start({}, { startElementId: 'm', businessKey: 'case-1', initiator: 'ann' });
    expect(play.of('instanceStarted')).toEqual([{ kind: 'instanceStarted', startElementId: 'm', businessKey: 'case-1' }]);
    expect(play.started()).toEqual(['m', 'a']);
  });

  it('that starts by events alone must be told by which', () => {
    const model = processOf(
      'p',
      [start('m', { definitions: [{ type: 'message', message: { name: text('go') } }] }), user('a')],
      ['m -> a'],
    );
    expect(new Play(model).try({ type: 'start', instanceId: 'i', variables: {} })?.code).toBe('invalid-request');
    expect(new Play(model).try({ type: 'start', instanceId: 'i', startElementId: 'a', variables: {} })?.code).toBe(
      'invalid-request',
    );
    expect(new Play(model).start({}, { startElementId: 'm' }).tasks()).toEqual(['a']);
  });

  it('without elements is over at once', () => {
    expect(new Play(processOf('p', [], [])).start().outcome()).toBe('completed');
  });

  it('does not take a trigger before its start', () => {
    expect(new Play(processOf('p', [start('s')], [])).try({ type: 'cancel' })?.code).toBe('instance-unknown');
  });

  it('keeps who started it where the model asks for that', () => {
    const play = new Play(processOf('p', [start('s', { initiator: 'starter' }), user('a')], ['s -> a'])).start(
      {},
      { initiator: 'ann' },
    );
    expect(play.variables()).toEqual({ starter: 'ann' });
  });
});
