import { describe, expect, it } from '@jest/globals';
import {
  call,
  caught,
  eventSub,
  feel,
  message,
  processOf,
  start,
  sub,
  task,
  text,
  thrown,
  timer,
  user,
  xor,
} from '../testing/build-model.ts';
import { riga, tuesday } from '../testing/play.ts';
import { evaluateStart, evaluateStartTimer } from '../evaluate-start.ts';
import { nextCycle } from '../time/cycle.ts';
import { compile } from './compile.ts';

describe('compiling', () => {
  it('names every expression that does not parse, with its place', () => {
    const { problems } = compile(
      processOf(
        'p',
        [
          start('s'),
          xor('g'),
          user('a', { assignee: { ...feel('1 +'), elementId: 'a', property: 'camunda:assignee', line: 12 } }),
          user('b'),
        ],
        ['s -> g', { from: 'g', to: 'a', when: 'x >' }, { from: 'g', to: 'b', isDefault: true }],
      ),
    );
    expect(problems).toHaveLength(2);
    expect(problems.find(({ elementId }) => elementId === 'a')).toMatchObject({
      severity: 'error',
      rule: 'expression-syntax',
      elementId: 'a',
      line: 12,
      message: expect.stringContaining('camunda:assignee'),
    });
  });

  it('refuses what the kernel cannot run', () => {
    const { problems } = compile(
      processOf(
        'p',
        [
          start('s'),
          { type: 'choreographyTask' as 'task', id: 'c' },
          thrown('l', { definitions: [{ type: 'link', name: 'x' }] }),
          { type: 'scriptTask', id: 'j', script: { ...text('x()'), language: 'javascript', elementId: 'j' } },
        ],
        ['s -> c -> l -> nowhere'],
      ),
    );
    expect(problems.map(({ rule, elementId }) => [rule, elementId])).toEqual([
      ['dangling-flow', 'l-nowhere'],
      ['link-pair', 'l'],
      ['unsupported-element', 'c'],
      ['javascript-not-supported', 'j'],
    ]);
  });

  it('lists how the process starts, what it calls and which messages it waits for', () => {
    const compiled = compile(
      processOf(
        'p',
        [
          start('s', { formKey: 'form' }),
          start('m', { definitions: [message('applied')] }),
          start('t', { definitions: [timer('timeCycle', 'R/P1M')] }),
          caught('w', { definitions: [message('answered')] }),
          call('c', 'other'),
          call('d', '=which'),
          sub('sp', [eventSub('esp', [start('es', { definitions: [message('withdrawn')] })], [])], []),
        ],
        ['s -> w -> c -> d -> sp', 'm -> w', 't -> w'],
      ),
    );
    expect(compiled.startEvents).toMatchObject([
      { elementId: 's', kind: 'none', formKey: 'form' },
      { elementId: 'm', kind: 'message' },
      { elementId: 't', kind: 'timer', timer: { kind: 'timeCycle' } },
    ]);
    expect(compiled.calledElements).toEqual(['other']);
    expect(compiled.messageNames).toEqual(['answered', 'withdrawn']);
    expect(evaluateStart(compiled, compiled.startEvents[1]!.name!, { now: tuesday, calendar: riga })).toBe('applied');
  });

  it('tells when a start timer is due, and when again', () => {
    const compiled = compile(
      processOf('p', [start('t', { definitions: [timer('timeCycle', 'R/2026-01-31T08:00/P1M')] }), task('a')], ['t -> a']),
    );
    const first = evaluateStartTimer(compiled, 't', { now: tuesday, calendar: riga });
    expect(new Date(first!.dueAt).toISOString()).toBe('2026-05-31T05:00:00.000Z');
    const second = nextCycle(first!.cycle!, first!.dueAt, riga);
    expect(new Date(second!.dueAt).toISOString()).toBe('2026-06-30T05:00:00.000Z');
    const cron = compile(processOf('p', [start('t', { definitions: [timer('timeCycle', '0 0 8 * * ?')] })], []));
    expect(() => evaluateStartTimer(cron, 't', { now: tuesday, calendar: riga })).toThrow(/cron/);
  });
});
