import type { Play } from './play.ts';

/** Roots that the definitions below refer to. */
export const eventRoots = `
  <message id="m1" name="paper"/><message id="m2" name="stamp"/>
  <signal id="s1" name="bell"/><signal id="s2" name="horn"/>
  <error id="e1" errorCode="E1"/><error id="e2" errorCode="E2"/>
  <escalation id="u1" escalationCode="U1"/><escalation id="u2" escalationCode="U2"/>`;

/** One kind of event as golden models use it at the element `caught`, which belongs to the activity `work`. */
export interface EventKind {
  readonly definition: string;
  /** Attributes of the element. */
  readonly attributes?: string;
  /** The activity `work`, and how it ends by itself. */
  readonly work: string;
  finish(play: Play): void;
  /** Lets the event occur, and be able to occur again. */
  occur(play: Play): void;
}

const job = '<serviceTask id="work" camunda:type="external" camunda:topic="work"/>';
const called = '<callActivity id="work" calledElement="other"/>';
const byJob = { work: job, finish: (play: Play) => void play.finishJob('work') };
const byCall = { work: called, finish: (play: Play) => void play.endCalled('work') };

export const message = '<messageEventDefinition messageRef="m1"/>';
export const signal = '<signalEventDefinition signalRef="s1"/>';
export const timer = '<timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition>';
export const conditional =
  '<conditionalEventDefinition><condition xsi:type="tFormalExpression">= ready</condition></conditionalEventDefinition>';
export const error = '<errorEventDefinition errorRef="e1"/>';
export const escalation = '<escalationEventDefinition escalationRef="u1"/>';

/** The condition becomes true, and false again. */
const becomeReady = (play: Play): void => void play.write({ ready: true }).write({ ready: false });

/** Kinds of events that can be caught everywhere. */
export const eventKinds = {
  message: { ...byJob, definition: message, occur: (play: Play) => void play.receive('caught') },
  signal: { ...byJob, definition: signal, occur: (play: Play) => void play.hear('caught') },
  timer: { ...byJob, definition: timer, occur: (play: Play) => void play.fire('caught', play.now + 3_600_000) },
  conditional: { ...byJob, definition: conditional, occur: becomeReady },
  multiple: { ...byJob, definition: message + conditional + signal, occur: (play: Play) => void play.hear('caught') },
  'parallel multiple': {
    ...byJob,
    attributes: 'parallelMultiple="true"',
    definition: message + conditional + signal,
    occur: (play: Play) => {
      play.hear('caught');
      becomeReady(play);
      play.receive('caught');
    },
  },
} as const satisfies { readonly [kind: string]: EventKind };

export const escalationKind: EventKind = {
  ...byCall,
  definition: escalation,
  occur: (play) => void play.escalateFrom('work', 'U1'),
};

export const errorKind: EventKind = { ...byJob, definition: error, occur: (play) => void play.failJob('work', 'E1') };

/** What is still waited for, by kind and element. */
export const waitingIn = (play: Play): string[] => play.waits().map(({ kind, elementId }) => `${kind} ${elementId}`);
