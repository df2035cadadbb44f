import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { end, feel, mapping, processOf, script, service, start, sub, user, value, xor } from './testing/build-model.ts';
import { Play } from './testing/play.ts';

describe('writing a variable', () => {
  const model = processOf(
    'p',
    [
      start('s'),
      sub('sp', [start('s1'), user('a', { inputs: [mapping('own', '=1')] }), user('b')], ['s1 -> a -> b'], {
        inputs: [mapping('middle', '=2')],
      }),
      user('z'),
    ],
    ['s -> sp -> z'],
  );

  it('changes the nearest enclosing scope that has it, else the process instance', () => {
    const play = new Play(model).start({ outer: 0 });
    const task = play.wait('task', 'a');
    play.complete('a', { own: 10, middle: 20, outer: 30, brandNew: 40 });
    expect(play.of('variableWritten', play.latest).map(({ name, scopeId }) => [name, scopeId])).toEqual([
      ['own', task.tokenId],
      ['middle', task.scopeId],
      ['outer', 'instance'],
      ['brandNew', 'instance'],
    ]);
    expect(play.variables()).toEqual({ outer: 30, brandNew: 40 });
    expect(play.seenAt(play.wait('task', 'b').tokenId)).toEqual({ middle: 20, outer: 30, brandNew: 40 });
  });

  it('counts its versions and keeps its id and its declared type', () => {
    const play = new Play(model).start({ n: 1 }, { types: { n: 'Long' } });
    play.do({ type: 'writeVariables', variables: { n: 2 }, types: { n: 'Long' } });
    const [first, second] = play.of('variableWritten').filter(({ name }) => name === 'n');
    expect(first).toMatchObject({ version: 1, type: 'Long' });
    expect(second).toMatchObject({ version: 2, type: 'Long', variableId: first!.variableId });
  });

  it('to a scope named by the caller starts looking there', () => {
    const play = new Play(model).start();
    const { scopeId } = play.wait('task', 'a');
    play.do({ type: 'writeVariables', scopeId, variables: { middle: 5, other: 6 } });
    expect(play.seenAt(scopeId)).toMatchObject({ middle: 5 });
    expect(play.variables()).toEqual({ other: 6 });
    expect(play.try({ type: 'writeVariables', scopeId: 'gone', variables: {} })?.code).toBe('not-found');
  });

  it('is recorded only when something was written', () => {
    const play = new Play(model).start().complete('a');
    expect(play.of('variableWritten', play.latest)).toEqual([]);
  });

  it('keeps names that objects give a meaning to', () => {
    const variables = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2, "hasOwnProperty": 3}') as Record<string, never>;
    const play = new Play(
      processOf(
        'p',
        [start('s'), xor('g'), user('a'), user('b')],
        ['s -> g', { from: 'g', to: 'a', when: 'constructor = 2' }, { from: 'g', to: 'b', isDefault: true }],
      ),
    ).start(variables);
    expect(JSON.stringify(play.variables())).toBe(JSON.stringify(variables));
    expect(play.tasks()).toEqual(['a']);
    expect(({} as { x?: number }).x).toBeUndefined();
    expect(
      new Play(processOf('p', [start('s'), user('a', { assignee: value('=toString') })], ['s -> a']))
        .start()
        .of('taskCreated')[0],
    ).not.toHaveProperty('assignee');
  });
});

describe('local variables', () => {
  it('of a job’s result stay with the activity', () => {
    const play = new Play(
      processOf('p', [start('s'), service('w', 't', { outputs: [mapping('sum', '=a + b')] }), user('u')], ['s -> w -> u']),
    ).start();
    play.do({ type: 'jobCompleted', jobId: play.wait('job', 'w').id, variables: { a: 1 }, localVariables: { b: 2 } });
    expect(play.variables()).toEqual({ a: 1, sum: 3 });
  });

  it('map lists and maps, each value seeing the one before', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          user('u', {
            inputs: [
              mapping('first', '=1'),
              {
                name: 'all',
                value: {
                  type: 'map',
                  entries: [
                    { key: 'list', value: { type: 'list', items: [{ type: 'expression', expression: feel('first + 1') }] } },
                    { key: '__proto__', value: { type: 'expression', expression: value('plain') } },
                  ],
                },
              },
            ],
          }),
        ],
        ['s -> u'],
      ),
    ).start();
    expect(JSON.stringify(play.seenAt(play.wait('task', 'u').tokenId))).toBe(
      '{"first":1,"all":{"list":[2],"__proto__":"plain"}}',
    );
  });
});

describe('an expression that fails', () => {
  it('stops its own element alone; a retry runs it again', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), user('a', { assignee: value('${clerk.name}') }), script('b', 'x', '1'), user('c')],
        ['s -> a', 's -> b -> c'],
      ),
    ).start();
    expect(play.tasks()).toEqual(['c']);
    expect(play.variables()).toEqual({ x: 1 });
    expect(play.of('incidentRaised')).toMatchObject([
      { elementId: 'a', incidentType: 'expressionFailed', message: expect.stringContaining('clerk') },
    ]);
    play.do({ type: 'writeVariables', variables: { clerk: { name: 'ann' } } });
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'a').id });
    expect(play.of('taskCreated').at(-1)).toMatchObject({ assignee: 'ann' });
    expect(play.started().filter((id) => id === 'a')).toHaveLength(1);
  });

  it('in an output leaves the activity completed but not left', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), user('a', { outputs: [mapping('n', '=1'), mapping('x', '${missing}')] }), end('e')],
        ['s -> a -> e'],
      ),
    ).start();
    play.complete('a', { given: true });
    expect(play.of('taskCompleted')).toHaveLength(1);
    expect(play.variables()).toEqual({ given: true });
    play.do({ type: 'writeVariables', variables: { missing: 4 } });
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'a').id });
    expect(play.outcome()).toBe('completed');
    expect(play.of('variableWritten').filter(({ name }) => name === 'n')).toHaveLength(1);
  });
});

describe('a job that failed for good', () => {
  it('is an incident while it stays open, and closes it when it completes late', () => {
    const play = new Play(processOf('p', [start('s'), service('w', 't'), user('u')], ['s -> w -> u'])).start();
    const job = play.wait('job', 'w');
    play.do({ type: 'jobFailed', jobId: job.id, message: 'no answer' });
    expect(play.of('incidentRaised')).toMatchObject([{ incidentType: 'failedJob', jobId: job.id, message: 'no answer' }]);
    play.finishJob('w');
    expect(play.of('incidentResolved')).toHaveLength(1);
    expect(play.waits().map(({ kind }) => kind)).toEqual(['task']);
  });

  it('loses its incident when it is tried again', () => {
    const play = new Play(processOf('p', [start('s'), service('w', 't')], ['s -> w'])).start();
    play.do({ type: 'jobFailed', jobId: play.wait('job', 'w').id, message: 'no answer' });
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'w').id });
    expect(play.waits().map(({ kind }) => kind)).toEqual(['job']);
    expect(play.of('jobCreated')).toHaveLength(1);
  });
});

describe('a value of over 10 MB', () => {
  const doubling = processOf(
    'p',
    [start('s'), xor('m'), script('more', 'v', '[v, v]'), user('u')],
    ['s -> m -> more -> m', 's -> u'],
  );

  it('is an incident where the process makes it, however it grows', () => {
    const play = new Play(doubling).start({ v: 'x'.repeat(3_000_000) }).goOn();
    expect(play.of('incidentRaised')).toMatchObject([{ incidentType: 'valueTooLarge', elementId: 'more' }]);
    expect(play.tasks()).toEqual(['u']);
  });

  it('is refused where it comes from outside, and nothing has happened', () => {
    const play = new Play(processOf('p', [start('s'), user('u')], ['s -> u'])).start();
    const taskId = play.wait('task', 'u').id;
    const refused = play.try({ type: 'taskCompleted', taskId, variables: { a: 1, v: 'x'.repeat(10_000_001) } });
    expect(refused).toMatchObject({ code: 'invalid-request', message: 'Variable "v" would be over 10 MB large.' });
    expect(play.tasks()).toEqual(['u']);
    expect(play.variables()).toEqual({});
  });
});

describe('the variables of a case, together over 32 MB', () => {
  it('are an incident at the element that adds to them', () => {
    const copies = Array.from({ length: 5 }, (_, i) => script(`copy${i}`, `v${i}`, 'v'));
    const play = new Play(processOf('p', [start('s'), ...copies], [`s -> ${copies.map(({ id }) => id).join(' -> ')}`])).start({
      v: 'x'.repeat(9_000_000),
    });
    play.goOn();
    expect(play.of('incidentRaised')).toMatchObject([
      {
        incidentType: 'instanceTooLarge',
        elementId: 'copy2',
        message: 'With variable "v2" the variables of this case would be over 32 MB large.',
      },
    ]);
  });
});

describe('a value that nests too deeply', () => {
  const nested = (depth: number): Json => {
    let value: Json = [];
    for (let i = 1; i < depth; i++) value = [value];
    return value;
  };

  it('is an incident where the process makes it', () => {
    const wrapping = processOf('p', [start('s'), xor('m'), script('wrap', 'v', '[v]')], ['s -> m -> wrap -> m']);
    const play = new Play(wrapping).start({ v: nested(700) }).goOn();
    expect(play.of('incidentRaised')).toMatchObject([
      {
        incidentType: 'valueTooLarge',
        elementId: 'wrap',
        message: 'Variable "v" would be over 1000 lists or objects deep.',
      },
    ]);
  });

  it('is refused where it comes from outside', () => {
    const play = new Play(processOf('p', [start('s'), user('u')], ['s -> u'])).start({ v: nested(1_000) });
    const taskId = play.wait('task', 'u').id;
    expect(play.try({ type: 'taskCompleted', taskId, variables: { v: nested(20_000) } })).toMatchObject({
      code: 'invalid-request',
    });
  });
});
