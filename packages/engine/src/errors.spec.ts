import { describe, expect, it } from '@jest/globals';
import {
  and,
  boundary,
  end,
  error,
  escalation,
  eventSub,
  processOf,
  service,
  start,
  sub,
  task,
  thrown,
  timer,
  user,
  value,
  xor,
} from './testing/build-model.ts';
import { Play } from './testing/play.ts';

const errorEnd = (code: string) => end('fail', { definitions: [error(code)] });

describe('a BPMN error', () => {
  const inSubProcess = (caught: string | undefined, code = 'refused') =>
    processOf(
      'p',
      [
        start('s'),
        sub(
          'sp',
          [start('s1'), and('f'), user('wait'), user('other'), errorEnd(code)],
          ['s1 -> f -> wait -> fail', 'f -> other'],
        ),
        boundary('b', 'sp', error(caught)),
        user('handled'),
        user('normal'),
      ],
      ['s -> sp -> normal', 'b -> handled'],
    );

  it('thrown after a wait inside a sub-process takes the way of its boundary event, never the normal one', () => {
    const play = new Play(inSubProcess('refused')).start().complete('wait');
    expect(play.tasks()).toEqual(['handled']);
    expect(play.ended()).toEqual(expect.arrayContaining(['other terminated', 'sp failed', 'b completed']));
    expect(play.of('errorThrown')).toMatchObject([{ elementId: 'fail', errorCode: 'refused', caughtBy: 'b' }]);
  });

  it('is caught by an event without a code too', () => {
    expect(new Play(inSubProcess(undefined)).start().complete('wait').tasks()).toEqual(['handled']);
  });

  it('that nobody catches stops its token with an incident; it does not count as an end', () => {
    const play = new Play(inSubProcess('something else')).start().complete('wait');
    expect(play.of('incidentRaised')).toMatchObject([{ elementId: 'fail', incidentType: 'errorNotCaught' }]);
    expect(play.tasks()).toEqual(['other']);
    expect(play.of('errorThrown')[0]).not.toHaveProperty('caughtBy');
    const root = new Play(processOf('p', [start('s'), errorEnd('x')], ['s -> fail'])).start();
    expect(root.outcome()).toBeUndefined();
    expect(root.waits('incident')).toHaveLength(1);
    root.do({ type: 'cancel' });
    expect(root.of('incidentResolved')).toHaveLength(1);
  });

  it('goes to the event with its code before the one without', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          service('work', 'w'),
          boundary('any', 'work', error()),
          boundary('exact', 'work', error('E1')),
          user('a'),
          user('b'),
        ],
        ['s -> work', 'any -> a', 'exact -> b'],
      ),
    ).start();
    play.do({ type: 'jobError', jobId: play.wait('job', 'work').id, errorCode: 'E1', variables: {} });
    expect(play.tasks()).toEqual(['b']);
  });

  it('of a job reaches the task’s own boundary event, with code and message', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          service('work', 'w'),
          boundary('b', 'work', error('E1', { codeVariable: 'code', messageVariable: 'why' })),
          user('a'),
        ],
        ['s -> work', 'b -> a'],
      ),
    ).start();
    const { id } = play.wait('job', 'work');
    play.do({ type: 'jobError', jobId: id, errorCode: 'E1', errorMessage: 'no such person', variables: { tries: 2 } });
    expect(play.tasks()).toEqual(['a']);
    expect(play.variables()).toEqual({ tries: 2, code: 'E1', why: 'no such person' });
    expect(play.try({ type: 'jobCompleted', jobId: id, variables: {} })?.code).toBe('job-not-open');
  });

  it('of a job that nobody catches is an incident; a retry makes the job anew and keeps its timers', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), service('work', 'w'), boundary('late', 'work', timer('timeDuration', 'PT1H')), user('a'), user('z')],
        ['s -> work -> z', 'late -> a'],
      ),
    ).start();
    play.do({ type: 'jobError', jobId: play.wait('job', 'work').id, errorCode: 'E1', variables: {} });
    expect(play.waits().map(({ kind }) => kind)).toEqual(['timer', 'incident']);
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'work').id });
    expect(play.waits().map(({ kind }) => kind)).toEqual(['timer', 'job']);
    play.finishJob('work');
    expect(play.tasks()).toEqual(['z']);
    expect(play.waits('timer')).toEqual([]);
  });

  it('starts an event sub-process, which takes its scope over', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          and('f'),
          service('work', 'w'),
          user('other'),
          eventSub('handler', [start('caught', { definitions: [error('E1')] }), user('handle')], ['caught -> handle']),
        ],
        ['s -> f -> work', 'f -> other'],
      ),
    ).start();
    play.do({ type: 'jobError', jobId: play.wait('job', 'work').id, errorCode: 'E1', variables: {} });
    expect(play.tasks()).toEqual(['handle']);
    expect(play.complete('handle').outcome()).toBe('completed');
  });

  it('thrown by an event sub-process goes outwards, not to itself', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          sub(
            'sp',
            [
              start('s1'),
              service('work', 'w'),
              eventSub(
                'handler',
                [start('caught', { definitions: [error()] }), end('again', { definitions: [error('E2')] })],
                ['caught -> again'],
              ),
            ],
            ['s1 -> work'],
          ),
          boundary('b', 'sp', error('E2')),
          user('handled'),
        ],
        ['s -> sp', 'b -> handled'],
      ),
    ).start();
    play.do({ type: 'jobError', jobId: play.wait('job', 'work').id, errorCode: 'E1', variables: {} });
    expect(play.tasks()).toEqual(['handled']);
  });

  it('passes scopes that do not fit', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          sub(
            'outer',
            [
              start('s1'),
              sub('inner', [start('s2'), errorEnd('deep')], ['s2 -> fail']),
              boundary('no', 'inner', error('other')),
              user('x'),
            ],
            ['s1 -> inner -> x'],
          ),
          boundary('yes', 'outer', error('deep')),
          user('handled'),
        ],
        ['s -> outer', 'yes -> handled'],
      ),
    ).start();
    expect(play.tasks()).toEqual(['handled']);
    expect(play.ended()).toEqual(expect.arrayContaining(['outer failed', 'inner terminated']));
  });

  it('comes from a job’s result where the model says so', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          {
            type: 'serviceTask',
            id: 'work',
            topic: { topic: value('w'), errorMappings: [{ code: 'E1', condition: value('=status = 404') }] },
          },
          boundary('b', 'work', error('E1')),
          user('handled'),
          user('fine'),
        ],
        ['s -> work -> fine', 'b -> handled'],
      ),
    );
    expect(play.start().finishJob('work', { status: 404 }).tasks()).toEqual(['handled']);
  });
});

describe('an escalation', () => {
  it('starts an event sub-process beside the work and keeps nothing open', () => {
    const notice = eventSub(
      'notice',
      [start('caught', { definitions: [escalation('third-failure')], isInterrupting: false }), task('tell'), end('told')],
      ['caught -> tell -> told'],
    );
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          user('work'),
          xor('x'),
          thrown('escalate', { definitions: [escalation('third-failure')] }),
          user('next'),
          notice,
        ],
        [
          's -> work -> x',
          { from: 'x', to: 'escalate', when: 'count >= 3' },
          { from: 'x', to: 'next', isDefault: true },
          'escalate -> next -> work',
        ],
      ),
    ).start({ count: 0 });
    for (const count of [1, 2, 3]) play.complete('work', { count }).complete('next');
    expect(play.of('escalationThrown')).toMatchObject([{ escalationCode: 'third-failure', caughtBy: 'caught' }]);
    expect(play.started().filter((id) => id === 'tell')).toHaveLength(1);
    expect(play.tasks()).toEqual(['work']);
    expect(play.waits()).toHaveLength(1);
  });

  const fromSub = (cancelActivity: boolean) =>
    processOf(
      'p',
      [
        start('s'),
        sub('sp', [start('s1'), thrown('t', { definitions: [escalation('slow')] }), user('after')], ['s1 -> t -> after']),
        boundary('b', 'sp', escalation('slow'), cancelActivity),
        user('handled'),
      ],
      ['s -> sp', 'b -> handled'],
    );

  it('is caught at the border of a sub-process, which goes on when the event does not interrupt', () => {
    expect(new Play(fromSub(false)).start().tasks().sort()).toEqual(['after', 'handled']);
  });

  it('ends the sub-process when the event interrupts', () => {
    const play = new Play(fromSub(true)).start();
    expect(play.tasks()).toEqual(['handled']);
    expect(play.ended()).toEqual(['s completed', 's1 completed', 't completed', 'sp terminated', 'b completed']);
    expect(play.started()).not.toContain('after');
  });

  it('that nobody catches goes on', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), thrown('t', { definitions: [escalation('x')] }), end('e', { definitions: [escalation('y')] })],
        ['s -> t -> e'],
      ),
    ).start();
    expect(play.outcome()).toBe('completed');
    expect(play.of('escalationThrown')).toHaveLength(2);
  });

  it('thrown inside its own handler is not caught by it again', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          thrown('t', { definitions: [escalation('x')] }),
          eventSub(
            'h',
            [
              start('c', { definitions: [escalation()], isInterrupting: false }),
              thrown('again', { definitions: [escalation('x')] }),
            ],
            ['c -> again'],
          ),
        ],
        ['s -> t'],
      ),
    ).start();
    expect(play.outcome()).toBe('completed');
    expect(play.started().filter((id) => id === 'again')).toHaveLength(1);
  });
});
