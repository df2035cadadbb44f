import { flows, message, node, toFork, undoneBy } from './rule-models.ts';
import type { Rule } from './rules.ts';

const both = message + '<bpmn:signalEventDefinition signalRef="signal" />';
const formal = (name: string, text: string): string => `<bpmn:${name} xsi:type="bpmn:tFormalExpression">${text}</bpmn:${name}>`;
const partialJoin = (...out: string[]): string =>
  node('startEvent', 's') +
  node('parallelGateway', 'f') +
  ['a', 'b', 'z', 'r'].map((id) => node('task', id)).join('') +
  node('complexGateway', 'j', '', formal('activationCondition', '= true')) +
  flows('s-f', 'f-a', 'f-b', 'a-j', 'b-j', ...out);
const oneDone = `${toFork} +a -a >a-j +j -j >j-z +z -z`;
const inTransaction = '+s -s >s-p +p p/+i p/-i p/>i-a p/+a p/-a p/>a-x p/+x';

/** Rules of what waits for several things, of loops, transactions and starts. */
export const moreRules: readonly Rule[] = [
  {
    name: 'a complex gateway begins with the tokens that are there, and its reset takes the rest',
    model: partialJoin('j-z') + flows('r-z'),
    legal: [`${oneDone} +b -b >b-j =completed`, `${toFork} +a -a >a-j +b -b >b-j +j -j >j-z +z -z =completed`],
    illegal: [
      `${toFork} +j -j >j-z +z -z +a -a >a-j +b -b >b-j =completed`,
      `${oneDone} +b -b >b-j +j' -j' >j-z +z' -z' =completed`,
      `${oneDone} +j' -j' >j-z +z' -z' +b -b >b-j =completed`,
      `${oneDone} =completed`,
      `${toFork} +a -a >a-j +j -j +b -b >b-j =completed`,
    ],
  },
  {
    name: 'a complex gateway whose reset leads on waits for it',
    model: partialJoin('j-z?waitingForStart', 'j-r?c0'),
    legal: [`${oneDone} +b -b >b-j +j' -j' >j-r +r -r =completed`, `${oneDone} +b -b >b-j +j' -j' =completed`],
    illegal: [`${oneDone} +j' -j' >j-r +r -r +b -b >b-j =completed`, `${oneDone} +b -b >b-j +j' -j' +j'' -j'' =completed`],
  },
  {
    name: 'a parallel multiple event has occurred when all that it waits for has',
    model: node('startEvent', 's') + node('intermediateCatchEvent', 'a', 'parallelMultiple="true"', both) + flows('s-a'),
    legal: ['+s -s >s-a +a ?a ?a:a *a *a:a -a =completed', '+s -s >s-a +a ?a ?a:a *a:a *a -a =completed'],
    illegal: [
      '+s -s >s-a +a ?a ?a:a *a xa:a -a =completed',
      '+s -s >s-a +a ?a ?a:a xa xa:a -a =completed',
      '+s -s >s-a +a ?a ?a:a *a -a *a:a =completed',
    ],
  },
  {
    name: 'a parallel multiple event at the border ends its activity when all that it waits for has occurred',
    model:
      node('startEvent', 's') +
      node('receiveTask', 'h', 'messageRef="message"') +
      node('boundaryEvent', 'e', 'attachedToRef="h" parallelMultiple="true"', both) +
      node('task', 'a') +
      flows('s-h', 'e-a'),
    legal: [
      '+s -s >s-h +h ?h ?h:e ?h:e:2 *h:e *h:e:2 xh ~h +e -e >e-a +a -a =completed',
      '+s -s >s-h +h ?h ?h:e ?h:e:2 *h:e *h xh:e:2 -h =completed',
    ],
    illegal: [
      '+s -s >s-h +h ?h ?h:e ?h:e:2 *h:e xh:e:2 xh ~h +e -e >e-a +a -a =completed',
      '+s -s >s-h +h ?h ?h:e ?h:e:2 *h:e *h:e:2 *h -h =completed',
      '+s -s >s-h +h ?h ?h:e ?h:e:2 *h:e *h:e:2 xh ~h =completed',
    ],
  },
  {
    name: 'a cancelled transaction is undone and left by its cancel event',
    model:
      node('startEvent', 's') +
      node(
        'transaction',
        'p',
        '',
        node('startEvent', 'i') +
          node('task', 'a') +
          undoneBy('a', 'u') +
          node('endEvent', 'x', '', '<bpmn:cancelEventDefinition />') +
          flows('i-a', 'a-x'),
      ) +
      node('boundaryEvent', 'e', 'attachedToRef="p"', '<bpmn:cancelEventDefinition />') +
      ['z', 'b'].map((id) => node('task', id)).join('') +
      flows('s-p', 'p-z', 'e-b'),
    legal: [`${inTransaction} p/&a:u p/+u p/-u p/-x ~p +e -e >e-b +b -b =completed`],
    illegal: [
      `${inTransaction} p/&a:u p/+u p/-u p/-x -p >p-z +z -z =completed`,
      `${inTransaction} p/&a:u p/+u p/-x ~p p/-u +e -e >e-b +b -b =completed`,
      `${inTransaction} p/&a:u p/+u p/-u p/-x ~p =completed`,
      `${inTransaction} p/+u p/-u p/-x ~p +e -e >e-b +b -b =completed`,
      `${inTransaction} p/&a:u p/+u p/-u p/-x ~p +e -e >e-b +b -b +z -z =completed`,
      '+s -s >s-p +p p/+i p/-i p/>i-a p/+a p/~a ~p +e -e >e-b +b -b =completed',
    ],
  },
  {
    name: 'rounds of a standard loop follow one another',
    model:
      node('startEvent', 's') +
      node(
        'task',
        'a',
        '',
        `<bpmn:standardLoopCharacteristics loopMaximum="3">${formal('loopCondition', '= again')}</bpmn:standardLoopCharacteristics>`,
      ) +
      node('task', 'b') +
      flows('s-a', 'a-b'),
    legal: ['+s -s >s-a +a[] a/+a[0 a/-a[0 a/+a[1 a/-a[1 -a >a-b +b -b =completed'],
    illegal: [
      '+s -s >s-a +a[] a/+a[0 a/+a[1 a/-a[0 a/-a[1 -a >a-b +b -b =completed',
      '+s -s >s-a +a[] a/+a[1 a/-a[1 -a >a-b +b -b =completed',
      '+s -s >s-a +a[] a/+a[0 a/-a[0 >a-b +b -b -a =completed',
      '+s -s >s-a +a[] a/+a[0 -a >a-b +b -b a/-a[0 =completed',
      "+s -s >s-a +a[] a/+a[0 a/-a[0 a/+a'[0 a/-a'[0 -a >a-b +b -b =completed",
    ],
  },
  {
    name: 'of several start events one begins, the one that occurred',
    model:
      node('startEvent', 's') +
      node('startEvent', 't', '', message) +
      ['a', 'b'].map((id) => node('task', id)).join('') +
      flows('s-a', 't-b'),
    legal: ['+s -s >s-a +a -a =completed', '@t +t -t >t-b +b -b =completed'],
    illegal: [
      '+s -s >s-a +t -t >t-b +a -a +b -b =completed',
      '@t +s -s >s-a +a -a =completed',
      '@t +t -t >t-b +b -b +s -s >s-a +a -a =completed',
      "+s -s >s-a +a -a +s' -s' >s-a +a' -a' =completed",
    ],
  },
  {
    name: 'of several receive tasks that instantiate one begins, with its message',
    model:
      ['r', 'q'].map((id) => node('receiveTask', id, 'messageRef="message" instantiate="true"')).join('') +
      ['a', 'b'].map((id) => node('task', id)).join('') +
      flows('r-a', 'q-b'),
    legal: ['@r +r -r >r-a +a -a =completed'],
    illegal: [
      '@r +q -q >q-b +b -b =completed',
      '@r +r -r >r-a +a -a +q -q >q-b +b -b =completed',
      '@r +r -r =completed',
      '+a -a =completed',
    ],
  },
];
