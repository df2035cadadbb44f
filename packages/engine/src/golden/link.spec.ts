import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';

const thrown = (id: string, name = 'far') =>
  `<intermediateThrowEvent id="${id}"><linkEventDefinition name="${name}"/></intermediateThrowEvent>`;
const caught = (id: string, name = 'far') =>
  `<intermediateCatchEvent id="${id}"><linkEventDefinition name="${name}"/></intermediateCatchEvent>`;
const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;

const twoToOne = `
  <startEvent id="start"/><exclusiveGateway id="choice" default="choice-b"/>
  ${thrown('a')}<userTask id="ask"/>${thrown('b')}
  ${caught('target')}<userTask id="work"/>
  ${flow('start', 'choice')}
  <sequenceFlow id="choice-ask" sourceRef="choice" targetRef="ask"><conditionExpression xsi:type="tFormalExpression">= ask</conditionExpression></sequenceFlow>
  ${flow('choice', 'b')}${flow('ask', 'a')}${flow('target', 'work')}`;

/** A circle through a link, with an inclusive join behind it that must see the token before the link. */
const circle = `
  <startEvent id="start"/><exclusiveGateway id="merge"/><userTask id="work"/><exclusiveGateway id="again" default="again-end"/>
  ${thrown('back')}${caught('top')}<endEvent id="end"/>
  ${flow('start', 'merge')}${flow('top', 'merge')}${flow('merge', 'work')}${flow('work', 'again')}${flow('again', 'end')}
  <sequenceFlow id="again-back" sourceRef="again" targetRef="back"><conditionExpression xsi:type="tFormalExpression">= again</conditionExpression></sequenceFlow>`;

const upstream = `
  <startEvent id="start"/><inclusiveGateway id="fork"/><userTask id="slow"/>${thrown('jump')}${caught('land')}<task id="quick"/>
  <inclusiveGateway id="join"/><userTask id="work"/>
  ${flow('start', 'fork')}${flow('fork', 'slow')}${flow('fork', 'quick')}${flow('slow', 'jump')}${flow('land', 'join')}${flow('quick', 'join')}
  ${flow('join', 'work')}`;

for (const element of ['intermediate catch event: link', 'intermediate throw event: link'] as const)
  feature(element, {
    normal: {
      model: twoToOne,
      play: (play) => {
        play.start({ ask: true }).complete('ask');
        expect(play.tasks()).toEqual(['work']);
        expect(play.of('flowTaken').map(({ flowId }) => flowId)).toEqual(['start-choice', 'choice-ask', 'ask-a', 'target-work']);
      },
      trace: '+start -start +choice -choice +ask -ask +a -a +target -target +work',
    },
    cancelled: {
      model: twoToOne,
      play: (play) => play.start({ ask: true }).do({ type: 'cancel' }),
      trace: '+start -start +choice -choice +ask ~ask =terminated',
    },
    repeated: {
      model: circle,
      play: (play) => play.start().complete('work', { again: true }).complete('work', { again: false }),
      trace: `+start -start +merge -merge +work -work +again -again +back -back +top -top
        +merge -merge +work -work +again -again +end -end =completed`,
    },
    'from the other throwing end': {
      model: twoToOne,
      play: (play) => play.start({ ask: false }),
      trace: '+start -start +choice -choice +b -b +target -target +work',
    },
    'is a way that an inclusive join waits for': {
      model: upstream,
      play: (play) => {
        play.start();
        expect(play.tasks()).toEqual(['slow']);
        play.complete('slow');
      },
      trace: `+start -start +fork -fork +slow +quick -quick -slow +jump -jump +land -land +join -join +work`,
    },
  });
