import type { DutyPair } from '@gaita/contracts';

/** The case in which a piece of work stands. */
export interface CaseFacts {
  readonly institution: string;
  readonly instanceId: string;
  readonly rootInstanceId: string;
  readonly rootProcessKey: string;
  /** Of the root: cases of one business key are about one matter. */
  readonly businessKey: string | null;
  /** Roots of the cases with which this one exchanged messages: a contested decision's case, for one. */
  readonly relatedRoots: readonly string[];
  /** The service that it is about. */
  readonly serviceKey: string | null;
}

/** What is asked for: work on a task of these roles in a case, or a role for somebody. */
export interface Work {
  readonly institution: string;
  readonly roles: readonly string[];
  readonly inCase?: CaseFacts;
  /** Of a role that is given: for one service only, and from (included) until (excluded) when. */
  readonly given?: { readonly service: string | null; readonly from: number; readonly until: number | null };
  /** The version on which people work now began with this moment: what was built before is another version's. */
  readonly versionSince?: number;
}

interface Deed {
  readonly account: string;
  readonly role: string;
  readonly institution: string;
  readonly rootInstanceId: string;
  readonly businessKey: string | null;
  readonly serviceKey: string | null;
  readonly instanceId: string;
  readonly definitionId: string;
  readonly elementId: string;
  readonly taskId: string;
  readonly at: number;
}

/** What is known of a person. */
export type Fact =
  | ({ readonly why: 'acted' } & Deed)
  | ({ readonly why: 'holds-task' } & Deed)
  | {
      readonly why: 'holds-role';
      readonly account: string;
      readonly role: string;
      readonly institution: string;
      readonly serviceKey: string | null;
      readonly standsInFor?: string;
      readonly from: number;
      readonly until: number | null;
    }
  | {
      readonly why: 'built';
      readonly account: string;
      readonly role: string;
      readonly institution: string;
      readonly serviceKey: string;
      readonly definitionId: string;
      readonly at: number;
    };

export interface FoundConflict {
  readonly pair: DutyPair;
  readonly role: string;
  readonly against: string;
  readonly fact: Fact;
}
