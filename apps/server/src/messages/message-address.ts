import type { Variables } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';

/** Whom a message is for, as far as its sender says. */
export interface MessageAddress {
  readonly institution: string;
  readonly name: string;
  readonly businessKey?: string | undefined;
  readonly correlationKey?: string | undefined;
  /** Variables that the waiting instance must have with these values. */
  readonly correlationVariables?: Variables | undefined;
  /** The same of variables of the very scope in which it waits. */
  readonly localCorrelationVariables?: Variables | undefined;
  /** The payload: correlation keys of the model are looked for in it. */
  readonly variables?: Variables | undefined;
  readonly processInstanceId?: string | undefined;
  /** A person: only cases that they may know of get it. */
  readonly sender?: Actor | undefined;
  /** Sent along a message flow: only its target is considered, and of that the sender's partner where it has one. */
  readonly flow?: FlowAddress | undefined;
}

export interface FlowAddress {
  readonly toProcess: string;
  readonly toElement?: string | undefined;
  readonly fromProcess: string;
  readonly businessKey?: string | undefined;
  readonly senderInstanceId: string;
}
