import { fileOf } from './draw-model.ts';
import { node, flows, message, error, escalation, repeated, row, block, handlerOf, undoneBy, toFork } from './rule-models.ts';
import { moreRules } from './rules-of-wholes.ts';

/** One rule of the token game: a journal that keeps it and journals that break it, made by hand. See `told`. */
export interface Rule {
  readonly name: string;
  /** What stands inside the process. */
  readonly model: string;
  readonly legal: readonly string[];
  readonly illegal: readonly string[];
}

export const tokenRules: readonly Rule[] = [
  ...moreRules,
  {
    name: 'a token goes along flows, from node to node',
    model: row,
    legal: ['+s -s >s-a +a -a >a-b +b -b =completed'],
    illegal: [
      '+a -a >a-b +b -b =completed',
      '+s -s >s-a +b -b =completed',
      '+s -s >s-a +a -a =completed',
      '+s -s >s-a +a >a-b +b -b -a =completed',
      '+s -s >s-a +a -a >a-b =completed',
      '+s -s >s-a +a -a >a-b +b =completed',
      "+s -s >s-a +a -a >a-b +b -b +b' -b' =completed",
      '+s -s >s-a +a -a >a-b +b -b =completed =completed',
    ],
  },
  {
    name: 'a parallel gateway waits for all and takes all',
    model: block('parallelGateway'),
    legal: [`${toFork} +a -a >a-j +b -b >b-j +j -j >j-z +z -z =completed`],
    illegal: [
      `${toFork} +a -a >a-j +j -j >j-z +z -z +b -b >b-j =completed`,
      '+s -s >s-f +f -f >f-a +a -a >a-j =completed',
      `${toFork} +a -a >a-j +b -b >b-j +j -j >j-z +z -z +j' -j' >j-z +z' -z' =completed`,
    ],
  },
  {
    name: 'an exclusive gateway takes one and waits for none',
    model: block('exclusiveGateway'),
    legal: ['+s -s >s-f +f -f >f-a +a -a >a-j +j -j >j-z +z -z =completed'],
    illegal: [
      `${toFork} +a -a >a-j +j -j >j-z +z -z =completed`,
      '+s -s >s-f +f -f =completed',
      "+s -s >s-f +f -f >f-a +a -a >a-j +j -j >j-z +z -z +j' -j' =completed",
    ],
  },
  {
    name: 'an inclusive gateway waits as long as a token may still come',
    model: block('inclusiveGateway'),
    legal: [`${toFork} +a -a >a-j +b -b >b-j +j -j >j-z +z -z =completed`],
    illegal: [`${toFork} +a -a >a-j +j -j >j-z +z -z +b -b >b-j +j' -j' >j-z +z' -z' =completed`],
  },
  {
    name: 'the default flow is taken alone',
    model:
      node('startEvent', 's') +
      node('inclusiveGateway', 'f', 'default="f-b"') +
      node('task', 'a') +
      node('task', 'b') +
      flows('s-f', 'f-a?c0', 'f-b'),
    legal: ['+s -s >s-f +f -f >f-a +a -a =completed', '+s -s >s-f +f -f >f-b +b -b =completed'],
    illegal: ['+s -s >s-f +f -f >f-a >f-b +a -a +b -b =completed', '+s -s >s-f +f -f =completed'],
  },
  {
    name: 'an event-based gateway follows the first event',
    model:
      node('startEvent', 's') +
      node('eventBasedGateway', 'g') +
      ['a', 'b'].map((id) => node('intermediateCatchEvent', id, '', message)).join('') +
      flows('s-g', 'g-a', 'g-b'),
    legal: ['+s -s >s-g +g ?g:a ?g:b *g:a xg:b -g >g-a +a -a =completed'],
    illegal: [
      '+s -s >s-g +g ?g:a ?g:b xg:a xg:b -g >g-a +a -a =completed',
      '+s -s >s-g +g ?g:a ?g:b *g:a xg:b -g >g-b +b -b =completed',
      '+s -s >s-g +g ?g:a ?g:b *g:a xg:b -g >g-a >g-b +a -a +b -b =completed',
      '+s -s >s-g +g ?g:a ?g:b *g:a -g >g-a +a -a =completed',
    ],
  },
  {
    name: 'a catching event waits for its event',
    model: node('startEvent', 's') + node('intermediateCatchEvent', 'a', '', message) + flows('s-a'),
    legal: ['+s -s >s-a +a ?a *a -a =completed'],
    illegal: ['+s -s >s-a +a ?a xa -a =completed', '+s -s >s-a +a -a =completed', '+s -s >s-a +a ?a -a *a =completed'],
  },
  {
    name: 'an interrupting boundary event ends its activity and goes on instead of it',
    model:
      node('startEvent', 's') +
      node('subProcess', 'h', '', node('startEvent', 'i') + node('receiveTask', 'w', 'messageRef="message"') + flows('i-w')) +
      node('boundaryEvent', 'e', 'attachedToRef="h"', message) +
      node('task', 'a') +
      node('task', 'b') +
      flows('s-h', 'h-a', 'e-b'),
    legal: [
      '+s -s >s-h +h h/+i h/-i h/>i-w h/+w h/?w ?h:e *h:e h/xw h/~w ~h +e -e >e-b +b -b =completed',
      '+s -s >s-h +h h/+i h/-i h/>i-w h/+w h/?w ?h:e h/*w h/-w xh:e -h >h-a +a -a =completed',
    ],
    illegal: [
      '+s -s >s-h +h h/+i h/-i h/>i-w h/+w h/?w ?h:e xh:e h/xw h/~w ~h +e -e >e-b +b -b =completed',
      '+s -s >s-h +h h/+i h/-i h/>i-w h/+w h/?w ?h:e *h:e h/xw h/~w -h >h-a +a -a =completed',
      '+s -s >s-h +h h/+i h/-i h/>i-w h/+w h/?w ?h:e *h:e ~h h/xw h/~w +e -e >e-b +b -b =completed',
      '+s -s >s-h +h h/+i h/-i h/>i-w h/+w h/?w ?h:e *h:e h/xw h/~w ~h =completed',
      '+s -s >s-h +h h/+i h/-i h/>i-w h/+w h/?w ?h:e h/*w h/-w xh:e -h >h-a +a -a +e -e >e-b +b -b =completed',
    ],
  },
  {
    name: 'a boundary event that does not interrupt goes on beside its activity',
    model:
      node('startEvent', 's') +
      node('receiveTask', 'h', 'messageRef="message"') +
      node('boundaryEvent', 'e', 'attachedToRef="h" cancelActivity="false"', escalation) +
      flows('s-h'),
    legal: ['+s -s >s-h +h ?h ^h:C:e +e -e *h -h =completed'],
    illegal: ['+s -s >s-h +h ?h *h -h +e -e =completed', '+s -s >s-h +h ?h +e -e *h -h =completed'],
  },
  {
    name: 'an error goes to the nearest that catches it',
    model:
      node('startEvent', 's') +
      node(
        'subProcess',
        'o',
        '',
        node('startEvent', 'os') +
          node('subProcess', 'p', '', node('startEvent', 'ps') + node('endEvent', 'x', '', error) + flows('ps-x')) +
          node('boundaryEvent', 'near', 'attachedToRef="p"', error) +
          flows('os-p'),
      ) +
      node('boundaryEvent', 'far', 'attachedToRef="o"', '<bpmn:errorEventDefinition />') +
      flows('s-o'),
    legal: [
      '+s -s >s-o +o o/+os o/-os o/>os-p o/+p p/+ps p/-ps p/>ps-x p/+x p/%x:E:near p/-x o/!p o/+near o/-near -o =completed',
    ],
    illegal: [
      '+s -s >s-o +o o/+os o/-os o/>os-p o/+p p/+ps p/-ps p/>ps-x p/+x p/%x:E:far p/-x o/~p !o +far -far =completed',
      '+s -s >s-o +o o/+os o/-os o/>os-p o/+p p/+ps p/-ps p/>ps-x p/+x p/%x:E p/-x o/-p -o =completed',
      '+s -s >s-o +o o/+os o/-os o/>os-p o/+p p/+ps p/-ps p/>ps-x p/+x p/%x:E:near p/-x o/~p o/+near o/-near -o =completed',
      '+s -s >s-o +o o/+os o/-os o/>os-p o/+p p/+ps p/-ps p/>ps-x p/+x p/%x:E:near p/-x o/-p -o =completed',
    ],
  },
  {
    name: 'an event sub-process that interrupts takes its scope over',
    model: node('startEvent', 's') + node('receiveTask', 'w', 'messageRef="message"') + handlerOf(message, true) + flows('s-w'),
    legal: [
      '?root:hs +s -s >s-w +w ?w *root:hs xw ~w +h h/+hs h/-hs h/>hs-ha h/+ha h/-ha -h =completed',
      '?root:hs +s -s >s-w +w ?w *w -w xroot:hs =completed',
    ],
    illegal: [
      '?root:hs +s -s >s-w +w ?w *root:hs +h xw ~w h/+hs h/-hs h/>hs-ha h/+ha h/-ha -h =completed',
      '?root:hs +s -s >s-w +w ?w xroot:hs xw ~w +h h/+hs h/-hs h/>hs-ha h/+ha h/-ha -h =completed',
      '?root:hs +s -s >s-w *root:hs +w ?w xw ~w +h h/+hs h/-hs h/>hs-ha h/+ha h/-ha -h =completed',
      '?root:hs +s -s >s-w +w ?w *root:hs xw ~w =completed',
    ],
  },
  {
    name: 'an event sub-process that does not interrupt runs beside its scope',
    model:
      node('startEvent', 's') + node('receiveTask', 'w', 'messageRef="message"') + handlerOf(escalation, false) + flows('s-w'),
    legal: ['+s -s >s-w +w ?w ^w:C:hs +h h/+hs h/-hs h/>hs-ha h/+ha *w -w h/-ha -h =completed'],
    illegal: [
      '+s -s >s-w +w ?w +h h/+hs h/-hs h/>hs-ha h/+ha *w -w h/-ha -h =completed',
      '+s -s >s-w +w ?w ^w:C +h h/+hs h/-hs h/>hs-ha h/+ha *w -w h/-ha -h =completed',
      '+s -s >s-w +w ?w ^w:C:hs +h h/+hs h/-hs h/>hs-ha h/+ha *w -w =completed',
    ],
  },
  {
    name: 'a terminate end event ends all in its scope, and only that',
    model:
      node('startEvent', 's') +
      node('receiveTask', 'w', 'messageRef="message"') +
      node('endEvent', 't', '', '<bpmn:terminateEventDefinition />') +
      node('task', 'a') +
      flows('s-w', 's-t', 'w-a'),
    legal: ['+s -s >s-w >s-t +w ?w +t xw ~w -t =completed'],
    illegal: ['+s -s >s-w >s-t +w ?w +t -t *w -w >w-a +a -a =completed', '+s -s >s-w >s-t +w ?w +t *w -w -t =completed +a -a'],
  },
  {
    name: 'a sub-process completes when nothing is left in it',
    model:
      node('startEvent', 's') +
      node('subProcess', 'p', '', node('startEvent', 'i') + node('task', 'a') + node('task', 'b') + flows('i-a', 'i-b')) +
      flows('s-p'),
    legal: ['+s -s >s-p +p p/+i p/-i p/>i-a p/>i-b p/+a p/+b p/-a p/-b -p =completed'],
    illegal: [
      '+s -s >s-p +p p/+i p/-i p/>i-a p/>i-b p/+a p/-a -p p/+b p/-b =completed',
      '+s -s >s-p +p p/+i p/-i p/>i-a p/>i-b p/+a p/-a -p =completed',
      '+s -s >s-p p/+i p/-i p/>i-a p/>i-b p/+a p/+b p/-a p/-b +p -p =completed',
      '+s -s >s-p +p +i -i =completed',
    ],
  },
  {
    name: 'instances of a sequential activity follow one another',
    model: node('startEvent', 's') + node('task', 'a', '', repeated(2, true)) + flows('s-a'),
    legal: ['+s -s >s-a +a[] a/+a[0 a/-a[0 a/+a[1 a/-a[1 -a =completed'],
    illegal: [
      '+s -s >s-a +a[] a/+a[0 a/+a[1 a/-a[0 a/-a[1 -a =completed',
      '+s -s >s-a +a[] a/+a[1 a/-a[1 a/+a[0 a/-a[0 -a =completed',
      '+s -s >s-a +a[] a/+a[0 -a a/-a[0 =completed',
    ],
  },
  {
    name: 'instances of a parallel activity run side by side',
    model: node('startEvent', 's') + node('task', 'a', '', repeated(2)) + flows('s-a'),
    legal: ['+s -s >s-a +a[] a/+a[0 a/+a[1 a/-a[1 a/-a[0 -a =completed'],
    illegal: [
      '+s -s >s-a +a[] a/+a[0 a/+a[0 a/-a[0 a/-a[0 -a =completed',
      '+s -s >s-a +a[] a/+a[0 a/+a[1 a/-a[1 -a a/-a[0 =completed',
    ],
  },
  {
    name: 'compensation undoes what has completed, the last first, each once',
    model:
      node('startEvent', 's') +
      ['a', 'b'].map((id) => node('task', id) + undoneBy(id, `u${id}`)).join('') +
      node('intermediateThrowEvent', 't', '', '<bpmn:compensateEventDefinition />') +
      flows('s-a', 'a-b', 'b-t'),
    legal: ['+s -s >s-a +a -a >a-b +b -b >b-t +t &b:ub +ub -ub &a:ua +ua -ua -t =completed'],
    illegal: [
      '+s -s >s-a +a -a >a-b +b -b >b-t +t &a:ua +ua -ua &b:ub +ub -ub -t =completed',
      '+s -s >s-a +a -a >a-b +b -b >b-t +t +ub -ub -t =completed',
      "+s -s >s-a +a -a >a-b +b -b >b-t +t &b:ub +ub -ub &b:ub +ub' -ub' -t =completed",
      '+s -s >s-a +a &a:ua +ua -ua -a >a-b +b -b >b-t +t -t =completed',
      '+s -s >s-a +a -a >a-b +b -b >b-t +t &b:ua +ua -ua -t =completed',
      '+s -s >s-a +a -a >a-b +b -b >b-t +t &b:ub -t =completed',
    ],
  },
  {
    name: 'a link leads from its throwing to its catching event',
    model:
      node('startEvent', 's') +
      node('intermediateThrowEvent', 'l', '', '<bpmn:linkEventDefinition name="x" />') +
      node('intermediateCatchEvent', 'c', '', '<bpmn:linkEventDefinition name="x" />') +
      node('task', 'z') +
      flows('s-l', 'c-z'),
    legal: ['+s -s >s-l +l -l +c -c >c-z +z -z =completed'],
    illegal: [
      '+s -s >s-l +l -l =completed',
      '+s -s >s-l +c -c >c-z +z -z =completed',
      "+s -s >s-l +l -l +c -c >c-z +z -z +c' -c' >c-z +z' -z' =completed",
    ],
  },
  {
    name: 'activities of an ad-hoc sub-process start as people like, in a sequential one after the other',
    model:
      node('startEvent', 's') +
      node('adHocSubProcess', 'p', 'ordering="Sequential"', node('userTask', 'a') + node('task', 'b')) +
      flows('s-p'),
    legal: ["+s -s >s-p +p p/+b p/-b p/+b' p/-b' -p =completed", '+s -s >s-p +p -p =completed'],
    illegal: [
      "+s -s >s-p +p p/+b p/+b' p/-b' p/-b -p =completed",
      '+s -s >s-p p/+b p/-b +p -p =completed',
      '+s -s >s-p +p p/+b -p p/-b =completed',
    ],
  },
];

/** A file with the rule's process. */
export const fileOfRule = ({ model }: Rule): string =>
  fileOf(`<bpmn:process id="process" isExecutable="true">${model}</bpmn:process>`);
