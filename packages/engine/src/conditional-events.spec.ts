import { describe, expect, it } from '@jest/globals';
import type { EventDefinition, Expression } from '@gaita/bpmn';
import type { CompiledExpression } from '@gaita/expressions';
import { boundary, caught, eventSub, processOf, script, start, sub, task, user, value } from './testing/build-model.ts';
import { PartsPlay } from './testing/parts-play.ts';
import { Play } from './testing/play.ts';

const condition = (source: string, more: { variableName?: string; variableEvents?: string[] } = {}): EventDefinition => ({
  type: 'conditional',
  condition: value(source),
  ...more,
});
const beside = (definition: EventDefinition, cancelActivity = false) =>
  processOf('p', [start('s'), user('a'), boundary('b', 'a', definition, cancelActivity), user('x')], ['s -> a', 'b -> x']);

describe('a conditional event', () => {
  it('occurs when its condition becomes true, and again when it has been false in between', () => {
    const play = new Play(beside(condition('= n > 10'))).start({ n: 1 });
    play.write({ n: 11 }).write({ n: 12 }).write({ n: 13 });
    expect(play.tasks()).toEqual(['a', 'x']);
    play.write({ n: 3 }).write({ n: 30 });
    expect(play.tasks()).toEqual(['a', 'x', 'x']);
  });

  it('occurs at once when its condition holds as it is armed', () => {
    expect(new Play(beside(condition('= n > 10'))).start({ n: 11 }).tasks()).toEqual(['a', 'x']);
    expect(new Play(beside(condition('= n > 10'), true)).start({ n: 11 }).tasks()).toEqual(['x']);
  });

  it('narrowed to a variable occurs at each of its changes while the condition holds', () => {
    const play = new Play(beside(condition('= n > 10', { variableName: 'n', variableEvents: ['update'] }))).start();
    play.write({ n: 11 });
    expect(play.tasks()).toEqual(['a']);
    play.write({ other: 1 });
    play.write({ n: 12 }).write({ n: 13 });
    expect(play.tasks()).toEqual(['a', 'x', 'x']);
  });

  it('looks at the variables of one write as a whole', () => {
    const play = new Play(beside(condition('= n > m'))).start({ n: 1, m: 5 });
    play.write({ n: 6, m: 10 });
    expect(play.tasks()).toEqual(['a']);
  });

  it('sees what a script writes on the way, before the next element', () => {
    const model = processOf(
      'p',
      [
        start('s'),
        eventSub('h', [start('c', { definitions: [condition('= n = 1')], isInterrupting: false }), user('x')], ['c -> x']),
        script('up', 'n', '1'),
        script('down', 'n', '0'),
        user('a'),
      ],
      ['s -> up -> down -> a'],
    );
    for (const options of [{}, { stepBudget: 1 }])
      expect(new Play(model, options).start({ n: 0 }).goOn().tasks().sort()).toEqual(['a', 'x']);
  });

  it('sees its own scope only: a variable of another one that has the same name is none of its business', () => {
    const inner = (id: string) =>
      sub(id, [start(`${id}-s`), user(`${id}-a`)], [`${id}-s -> ${id}-a`], {
        inputs: [{ name: 'n', value: { type: 'expression', expression: value('=0') } }],
      });
    const model = processOf(
      'p',
      [
        start('s'),
        inner('one'),
        inner('two'),
        boundary('b1', 'one', condition('= n > 10')),
        boundary('b2', 'two', condition('= n > 10')),
        user('x'),
        user('y'),
      ],
      ['s -> one', 's -> two', 'b1 -> x', 'b2 -> y'],
    );
    const play = new Play(model).start();
    play.write({ n: 11 }, play.wait('task', 'two-a').scopeId);
    expect(play.tasks().sort()).toEqual(['one-a', 'y']);
    // what is written outside is hidden by the inner variable
    play.write({ n: 11 });
    expect(play.tasks().sort()).toEqual(['one-a', 'y']);
  });

  it('counts the instances of a multi-instance activity', () => {
    const model = processOf(
      'p',
      [
        start('s'),
        user('a', { multiInstance: { sequential: false, cardinality: value('=3'), behavior: 'all' } }),
        boundary('b', 'a', condition('= nrOfCompletedInstances = 2'), false),
        user('x'),
      ],
      ['s -> a', 'b -> x'],
    );
    const play = new Play(model).start().complete('a');
    expect(play.tasks()).toEqual(['a', 'a']);
    expect(play.complete('a').tasks().sort()).toEqual(['a', 'x']);
  });

  it('does not hold for a variable that is not there yet, in JUEL either', () => {
    const play = new Play(beside(condition('${n > 10}'))).start();
    expect(play.waits('incident')).toEqual([]);
    expect(play.write({ n: 11 }).tasks()).toEqual(['a', 'x']);
  });

  it('that cannot be evaluated becomes an incident, and is armed again on retry', () => {
    const play = new Play(beside(condition('= n'))).start({ n: 'text' });
    expect(play.of('incidentRaised')).toMatchObject([{ elementId: 'b', incidentType: 'expressionFailed' }]);
    expect(play.tasks()).toEqual(['a']);
    play.write({ n: true }).do({ type: 'retryIncident', incidentId: play.wait('incident', 'b').id });
    expect(play.tasks()).toEqual(['a', 'x']);
    const waiting = new Play(
      processOf('p', [start('s'), caught('c', { definitions: [condition('= n')] }), user('x')], ['s -> c -> x']),
    );
    waiting.start({ n: 'text' });
    waiting.write({ n: true }).do({ type: 'retryIncident', incidentId: waiting.wait('incident', 'c').id });
    expect(waiting.tasks()).toEqual(['x']);
  });

  it('is given up with the activity that completes, whatever was written with it', () => {
    const play = new Play(beside(condition('= n > 10'), true)).start().complete('a', { n: 11 });
    expect(play.outcome()).toBe('completed');
    expect(play.started()).toEqual(['s', 'a']);
  });

  it('that interrupts takes those armed after it away', () => {
    const model = processOf(
      'p',
      [
        start('s'),
        user('a'),
        boundary('b', 'a', condition('= n > 10')),
        boundary('c', 'a', condition('= n > 5'), false),
        user('x'),
        task('y'),
      ],
      ['s -> a', 'b -> x', 'c -> y'],
    );
    expect(new Play(model).start({ n: 1 }).write({ n: 11 }).started()).toEqual(['s', 'a', 'b', 'x']);
  });

  it('costs nothing where the process has none', () => {
    expect(new Play(processOf('p', [start('s'), user('a')], ['s -> a'])).process.hasConditions).toBe(false);
    expect(new Play(beside(condition('= n'))).process.hasConditions).toBe(true);
  });

  it('is looked at in a large body only by the instances that see the change', () => {
    const inner = sub('a', [start('s1'), user('u')], ['s1 -> u'], {
      multiInstance: { sequential: false, cardinality: value('=300'), behavior: 'all' },
    });
    const handler = eventSub(
      'h',
      [start('c', { definitions: [condition('= mine = true')], isInterrupting: false }), user('x')],
      ['c -> x'],
    );
    inner.inside!.nodes.push(handler);
    const play = new Play(processOf('p', [start('s'), inner], ['s -> a']));
    const counted = play.process.expressions as Map<Expression, CompiledExpression>;
    let evaluations = 0;
    for (const [expression, compiled] of counted)
      if (expression.source.trim() === 'mine = true')
        counted.set(expression, {
          ...compiled,
          evaluate: (...given) => {
            evaluations++;
            return compiled.evaluate(...given);
          },
        });
    play.start().goOn();
    // Each was looked at as it was armed; the counters that each of the others got changed nothing that it sees.
    expect(evaluations).toBe(300);
    play.write({ mine: true }).goOn();
    expect(evaluations).toBe(600);
    expect(play.tasks()).toHaveLength(600);
  });

  describe('of which thousands become true by one write', () => {
    const many = (definition: EventDefinition, isInterrupting: boolean, count = 2_500) => {
      const inner = sub('a', [start('s1'), user('u')], ['s1 -> u'], {
        multiInstance: { sequential: false, cardinality: value(`=${count}`), behavior: 'all' },
      });
      inner.inside!.nodes.push(eventSub('h', [start('c', { definitions: [definition], isInterrupting }), user('x')], ['c -> x']));
      return processOf('p', [start('s'), inner], ['s -> a']);
    };
    const firedIn = (play: Play) => play.of('activityStarted', play.latest).filter(({ elementId }) => elementId === 'h').length;

    it.each([
      ['interrupting', true, Play],
      ['not interrupting', false, Play],
      ['interrupting, items stored apart', true, PartsPlay],
    ])(
      'occur in slices of the budget, each once: %s',
      (_what, isInterrupting, Kind) => {
        const play = new Kind(many(condition('= mine = true'), isInterrupting)).start().goOn();
        expect(play.tasks()).toHaveLength(2_500);
        play.write({ mine: true });
        const sizes = [firedIn(play)];
        // what is written meanwhile neither takes back what became true nor makes it occur twice
        play.write({ mine: false }).write({ mine: true });
        for (let job = play.waits('continue')[0]; job; job = play.waits('continue')[0]) {
          play.do({ type: 'continue', jobId: job.id, place: job });
          sizes.push(firedIn(play));
        }
        expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000);
        expect(play.tasks().filter((id) => id === 'x')).toHaveLength(isInterrupting ? 2_500 : 3_500);
        expect(play.tasks().filter((id) => id === 'u')).toHaveLength(isInterrupting ? 0 : 2_500);
      },
      60_000,
    );

    it('do not occur when what waited for them is over before their slice', () => {
      const play = new Play(many(condition('= mine = true'), true, 3), { stepBudget: 1 }).start().goOn();
      play.write({ mine: true });
      play.complete('u', {}, 1);
      play.goOn();
      expect(play.tasks()).toEqual(['x', 'x']);
    });
  });
});
