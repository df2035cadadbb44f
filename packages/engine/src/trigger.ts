import type { Variables, VariableTypes } from '@gaita/contracts';
import type { CalledBy } from './snapshot.ts';

/**
 * Where the trigger finds what it is for, as the record that created it says: so that a step loads no other item of a large
 * multi-instance body. Without it, it is looked for everywhere.
 */
export interface TriggerPlace {
  readonly scopeId: string;
  readonly tokenId: string;
}

/** What happens to an instance: the one input of a step beside its snapshot. */
export type Trigger =
  | {
      readonly type: 'start';
      readonly instanceId: string;
      /**
       * A start event, an instantiating receive task, or an event or receive task behind an instantiating event-based gateway.
       * Default: the none start event.
       */
      readonly startElementId?: string;
      readonly businessKey?: string;
      /** Person who starts it, stored in the variable that `camunda:initiator` names. */
      readonly initiator?: string;
      readonly variables: Variables;
      readonly types?: VariableTypes;
      /** Set when a call activity started it. */
      readonly calledBy?: CalledBy;
    }
  | {
      readonly type: 'taskCompleted';
      readonly taskId: string;
      readonly place?: TriggerPlace;
      readonly variables: Variables;
      readonly types?: VariableTypes;
    }
  | { readonly type: 'timerDue'; readonly timerId: string; readonly place?: TriggerPlace }
  | {
      readonly type: 'jobCompleted';
      readonly jobId: string;
      readonly place?: TriggerPlace;
      readonly variables: Variables;
      readonly localVariables?: Variables;
      readonly types?: VariableTypes;
    }
  | {
      readonly type: 'jobError';
      readonly jobId: string;
      readonly place?: TriggerPlace;
      readonly errorCode: string;
      readonly errorMessage?: string;
      readonly variables: Variables;
    }
  | {
      readonly type: 'messageArrived';
      readonly subscriptionId: string;
      readonly place?: TriggerPlace;
      readonly variables: Variables;
      readonly localVariables?: Variables;
      readonly types?: VariableTypes;
    }
  | {
      readonly type: 'signalArrived';
      readonly subscriptionId: string;
      readonly place?: TriggerPlace;
      readonly variables: Variables;
      readonly types?: VariableTypes;
    }
  | {
      readonly type: 'calledEnded';
      readonly tokenId: string;
      readonly scopeId?: string;
      readonly variables: Variables;
      readonly types?: VariableTypes;
      /** The called instance is kept and can be compensated. */
      readonly compensable?: boolean;
    }
  | {
      readonly type: 'calledError';
      readonly tokenId: string;
      readonly scopeId?: string;
      readonly errorCode: string;
      readonly errorMessage?: string;
      readonly variables: Variables;
    }
  | {
      readonly type: 'calledEscalation';
      readonly tokenId: string;
      readonly scopeId?: string;
      readonly escalationCode: string;
      readonly variables: Variables;
    }
  /** The called process could not be started (unknown key, call too deep) or was cancelled by a person: an incident at the call activity. */
  | {
      readonly type: 'callFailed';
      readonly tokenId: string;
      readonly scopeId?: string;
      readonly incidentType: string;
      readonly message: string;
    }
  /** The called process has been compensated. */
  | { readonly type: 'calledCompensated'; readonly tokenId: string; readonly scopeId?: string }
  /** Compensates this instance, which has ended and was kept for that, because its caller wants it. */
  | { readonly type: 'compensate' }
  /** This instance, which has ended, need not be kept any more. */
  | { readonly type: 'forget' }
  /** Goes on after a slice of the step budget, or after `asyncBefore`/`asyncAfter`. */
  | { readonly type: 'continue'; readonly jobId: string; readonly place?: TriggerPlace }
  /** An operator says: try again what raised the incident. */
  | { readonly type: 'retryIncident'; readonly incidentId: string; readonly place?: TriggerPlace }
  | { readonly type: 'writeVariables'; readonly variables: Variables; readonly types?: VariableTypes; readonly scopeId?: string }
  /** A person starts an enabled activity of an ad-hoc sub-process; `tokenId`: the sub-process's activity instance. */
  | { readonly type: 'startAdHocActivity'; readonly tokenId: string; readonly elementId: string }
  /** A person says that an ad-hoc sub-process without a completion condition is done. */
  | { readonly type: 'completeAdHoc'; readonly tokenId: string }
  /** A handler or worker gave up on the job: an incident, while the job stays open. */
  | { readonly type: 'jobFailed'; readonly jobId: string; readonly place?: TriggerPlace; readonly message: string }
  /**
   * Cancels the whole instance. `byCaller`: the calling activity was cancelled; otherwise a person did it, and a calling
   * instance is told (`calledCanceled`).
   */
  | { readonly type: 'cancel'; readonly reason?: string; readonly byCaller?: boolean };

export type TriggerOf<T extends Trigger['type']> = Extract<Trigger, { type: T }>;
