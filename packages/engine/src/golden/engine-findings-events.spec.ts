import { describe, expect } from '@jest/globals';
import { scope, users } from '../testing/compensation-xml.ts';
import { conditional, escalation, eventRoots, message, signal, timer, waitingIn } from '../testing/event-kinds.ts';
import type { Golden } from '../testing/feature.ts';
import { golden } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';
import type { Play } from '../testing/play.ts';

/* Events that our measurements of bpmn-engine call wrong, missing or partial: see engine-findings.spec.ts. */

const model = (process: string): Golden['model'] => ({ roots: eventRoots, process });
const beside = (id: string, definition: string, attributes = 'cancelActivity="false"'): string =>
  `<boundaryEvent id="${id}" attachedToRef="a" ${attributes}>${definition}</boundaryEvent><userTask id="${id}-seen"/>${flows(`${id} -> ${id}-seen`)}`;
const ready = (play: Play): Play => play.write({ ready: true }).write({ ready: false });

describe('start events', () => {
  const kinds = { message, signal, timer, conditional };
  for (const [kind, definition] of Object.entries(kinds))
    golden(`a ${kind} start begins an instance and does not wait inside it`, {
      model: model(`<startEvent id="s">${definition}</startEvent>${users('a')}${flows('s -> a')}`),
      play: (play) => {
        play.start({}, { startElementId: 's' });
        expect(waitingIn(play)).toEqual(['task a']);
      },
      trace: '+s -s +a',
    });
  golden('of several only the one that was used is passed, and the instance ends without the others', {
    model: model(`<startEvent id="s"/><startEvent id="t">${message}</startEvent>${users('a', 'b')}${flows('s -> a', 't -> b')}`),
    play: (play) => play.start({}, { startElementId: 't' }).complete('b'),
    trace: '+t -t +b -b =completed',
  });
});

describe('catching events', () => {
  golden('a condition is seen when a variable makes it true, without anybody telling the event', {
    model: model(
      `<startEvent id="s"/><intermediateCatchEvent id="c">${conditional}</intermediateCatchEvent>${users('z')}${flows('s -> c -> z')}`,
    ),
    play: (play) => play.start({ ready: false }).write({ ready: true }),
    trace: '+s -s +c -c +z',
  });
  golden('a parallel multiple event waits for all, a multiple one for any', {
    model:
      model(`<startEvent id="s"/><parallelGateway id="f"/><intermediateCatchEvent id="all" parallelMultiple="true">${message}${signal}</intermediateCatchEvent>
      <intermediateCatchEvent id="any">${message}${signal}</intermediateCatchEvent>${flows('s -> f -> all', 'f -> any')}`),
    play: (play) => {
      play.start().hear('any').hear('all');
      expect(waitingIn(play)).toEqual(['message all']);
      play.receive('all');
    },
    trace: '+s -s +f -f +all +any -any -all =completed',
  });
  golden('a signal reaches every catcher that has a subscription', {
    model: model(
      `<startEvent id="s"/><parallelGateway id="f"/>${['c', 'd'].map((id) => `<intermediateCatchEvent id="${id}">${signal}</intermediateCatchEvent>`).join('')}${flows('s -> f -> c', 'f -> d')}`,
    ),
    play: (play) => {
      play.start();
      expect(play.waits('signal').map(({ elementId }) => elementId)).toEqual(['c', 'd']);
      play.hear('c').hear('d');
    },
    trace: '+s -s +f -f +c +d -c -d =completed',
  });
  golden('a signal that comes again is answered with a refusal', {
    model: model(
      `<startEvent id="s"/><intermediateCatchEvent id="c">${signal}</intermediateCatchEvent>${users('z')}${flows('s -> c -> z')}`,
    ),
    play: (play) => {
      const { id: subscriptionId } = play.start().wait('signal', 'c');
      play.hear('c');
      expect(play.try({ type: 'signalArrived', subscriptionId, variables: {} })).toBeDefined();
    },
    trace: '+s -s +c -c +z',
  });
});

describe('boundary events', () => {
  const kinds = {
    message: [message, (play: Play) => play.receive('b')],
    signal: [signal, (play: Play) => play.hear('b')],
    conditional: [conditional, ready],
  } as const;
  for (const [kind, [definition, occur]] of Object.entries(kinds))
    golden(`a ${kind} that does not interrupt is heard again and again`, {
      model: model(`<startEvent id="s"/>${users('a')}${beside('b', definition)}${flows('s -> a')}`),
      play: (play) => {
        play.start();
        for (let i = 0; i < 3; i++) occur(play);
        expect(play.tasks()).toEqual(['a', 'b-seen', 'b-seen', 'b-seen']);
      },
      trace: '+s -s +a +b -b +b-seen +b -b +b-seen +b -b +b-seen',
    });
  golden('an escalation that does not interrupt is heard as often as it is thrown', {
    model:
      model(`<startEvent id="s"/>${scope('a', `<intermediateThrowEvent id="t">${escalation}</intermediateThrowEvent><endEvent id="u">${escalation}</endEvent>${flows('a-in -> t -> u')}`)}
      ${beside('b', escalation)}${users('z')}${flows('s -> a -> z')}`),
    play: (play) => play.start(),
    trace: '+s -s +a +a-in -a-in +t -t +b -b +u -u +b-seen +b -b -a +b-seen +z',
  });
  golden('a timer cycle fires as often as it says, at its times', {
    model: model(`<startEvent id="s"/>${users('a')}${beside('b', timer.replace('R/', 'R3/'))}${flows('s -> a')}`),
    play: (play) => {
      const hour = 3_600_000;
      const began = play.start().now;
      for (let i = 1; i <= 3; i++) play.fire('b', began + i * hour);
      expect(play.of('timerScheduled').map(({ dueAt }) => (dueAt - began) / hour)).toEqual([1, 2, 3]);
      expect(play.waits('timer')).toEqual([]);
    },
    trace: '+s -s +a +b -b +b-seen +b -b +b-seen +b -b +b-seen',
  });
});

describe('timers', () => {
  golden('that are overdue do not fire inside another act', {
    model:
      model(`<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'z')}<intermediateCatchEvent id="c"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
      ${flows('s -> f -> a -> z', 'f -> c')}`),
    play: (play) => {
      play.start();
      play.now += 7_200_000;
      play.complete('a');
      expect(waitingIn(play)).toEqual(['timer c', 'task z']);
      play.fire('c');
    },
    trace: '+s -s +f -f +a +c -a +z -c',
  });
  golden('that begin in the past wait to be fired too', {
    model: model(
      `<startEvent id="s"/><intermediateCatchEvent id="c"><timerEventDefinition><timeDate>2020-01-01T00:00:00Z</timeDate></timerEventDefinition></intermediateCatchEvent>${flows('s -> c')}`,
    ),
    play: (play) => {
      play.start();
      expect(waitingIn(play)).toEqual(['timer c']);
      play.fire('c');
    },
    trace: '+s -s +c -c =completed',
  });
  golden('with a cycle repeat in an event sub-process too', {
    model: model(`<startEvent id="s"/>${users('a')}${flows('s -> a')}
      <subProcess id="h" triggeredByEvent="true"><startEvent id="hs" isInterrupting="false">${timer.replace('R/', 'R2/')}</startEvent><task id="note"/>${flows('hs -> note')}</subProcess>`),
    play: (play) => {
      play.start().fire('hs').fire('hs');
      expect(waitingIn(play)).toEqual(['task a']);
    },
    trace: '+s -s +a +h +hs -hs +note -note -h +h +hs -hs +note -note -h',
  });
});
