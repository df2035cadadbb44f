import { namespaces } from './namespaces.ts';

const increment = (variable: string): string => `= if ${variable} = null then 1 else ${variable} + 1`;

/** Keys of the two processes. */
export const clockwork = 'faults-clockwork';
export const clockworkPart = 'faults-clockwork-part';

/** Seconds after which the boundary event `tick` is due while `work` is open. */
export const tickSeconds = 3;

/**
 * A process of everything that waits: a called process with a timer of its own, a task with a timer that does not interrupt
 * it and counts its firings in `ticks`, a timer on the way, a parallel block, and a job with a built-in topic.
 */
const whole = `<?xml version="1.0" encoding="UTF-8"?>
<definitions ${namespaces} id="clockwork">
  <process id="${clockwork}" name="Clockwork" isExecutable="true" camunda:historyTimeToLive="P1D">
    <startEvent id="begin"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="fork"/>
    <parallelGateway id="fork"/>
    <sequenceFlow id="f2" sourceRef="fork" targetRef="part"/>
    <sequenceFlow id="f3" sourceRef="fork" targetRef="work"/>
    <callActivity id="part" calledElement="${clockworkPart}"/>
    <userTask id="work" name="Work" camunda:candidateGroups="front-desk"/>
    <boundaryEvent id="tick" attachedToRef="work" cancelActivity="false">
      <timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT${tickSeconds}S</timeDuration></timerEventDefinition>
    </boundaryEvent>
    <sequenceFlow id="f4" sourceRef="tick" targetRef="ticked"/>
    <scriptTask id="ticked" scriptFormat="feel" camunda:resultVariable="ticks"><script>${increment('ticks')}</script></scriptTask>
    <sequenceFlow id="f5" sourceRef="ticked" targetRef="tickedEnd"/>
    <endEvent id="tickedEnd"/>
    <sequenceFlow id="f6" sourceRef="work" targetRef="pause"/>
    <intermediateCatchEvent id="pause">
      <timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT2S</timeDuration></timerEventDefinition>
    </intermediateCatchEvent>
    <sequenceFlow id="f7" sourceRef="pause" targetRef="join"/>
    <sequenceFlow id="f8" sourceRef="part" targetRef="join"/>
    <parallelGateway id="join"/>
    <sequenceFlow id="f9" sourceRef="join" targetRef="tell"/>
    <serviceTask id="tell" camunda:type="external" camunda:topic="gaita.notify">
      <extensionElements><camunda:inputOutput>
        <camunda:inputParameter name="role">front-desk</camunda:inputParameter>
        <camunda:inputParameter name="subject">The clockwork has run</camunda:inputParameter>
        <camunda:inputParameter name="text">Look at it once more.</camunda:inputParameter>
      </camunda:inputOutput></extensionElements>
    </serviceTask>
    <sequenceFlow id="f10" sourceRef="tell" targetRef="review"/>
    <userTask id="review" name="Review" camunda:candidateGroups="front-desk"/>
    <sequenceFlow id="f11" sourceRef="review" targetRef="end"/>
    <endEvent id="end"/>
  </process>
</definitions>`;

const part = `<?xml version="1.0" encoding="UTF-8"?>
<definitions ${namespaces} id="clockwork_part">
  <process id="${clockworkPart}" name="Clockwork, part" isExecutable="true" camunda:historyTimeToLive="P1D">
    <startEvent id="begin"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="wait"/>
    <intermediateCatchEvent id="wait">
      <timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1S</timeDuration></timerEventDefinition>
    </intermediateCatchEvent>
    <sequenceFlow id="f2" sourceRef="wait" targetRef="end"/>
    <endEvent id="end"/>
  </process>
</definitions>`;

/** Body of `POST /api/v1/deployments`. */
export const clockworkDeployment = {
  name: 'Clockwork',
  resources: [
    { name: 'clockwork-part.bpmn', content: part },
    { name: 'clockwork.bpmn', content: whole },
  ],
};
