import { Injectable } from '@nestjs/common';
import type { Json, Language, NoticeKind } from '@gaita/contracts';
import { Defect } from '../platform/errors.ts';
import type { PlannedNoticeRow } from './tables.ts';

export type Notice = Pick<
  PlannedNoticeRow,
  'institution' | 'kind' | 'taskId' | 'instanceId' | 'account' | 'role' | 'causedBy' | 'details'
>;

/** What a notice says beside its kind's own sentence. No personal data: names of tasks and processes, times, numbers. */
export interface NoticeFacts {
  /** Where the reader goes from the mail: `/tasks/…`. */
  readonly path: string;
  /** Names in the language: of the task, of the process. */
  readonly names: (language: Language) => { readonly task?: string; readonly process?: string };
  readonly dueAt?: number;
  /** Of the institution: in it times are written. */
  readonly zone: string;
  /** Share of a case's legal term that has passed, in percent. */
  readonly percent?: number;
}

export type Looked =
  /** What it told of is over, or is nobody's any more. */
  | { readonly holds: false }
  /** Those who have to be told now; accounts of active people who may know of it. */
  | {
      readonly holds: true;
      readonly readers: readonly string[];
      readonly facts: NoticeFacts;
      /** What is to be told later about the same. */
      readonly next?: {
        readonly kind: NoticeKind;
        readonly notBefore: number;
        readonly details?: { readonly [name: string]: Json };
      };
    };

/** Looks at what a notice tells of, as it is now. */
export type LookAtSubject = (notice: Notice) => Promise<Looked>;

/** Port: the feature that owns what notices of a kind tell of registers how to look at it. */
@Injectable()
export class NoticeSubjects {
  private readonly byKind = new Map<NoticeKind, LookAtSubject>();

  register(kinds: readonly NoticeKind[], look: LookAtSubject): void {
    for (const kind of kinds) {
      if (this.byKind.has(kind)) throw new Defect(`Two features look at notices of the kind ${kind}`);
      this.byKind.set(kind, look);
    }
  }

  /** A kind that nobody registered holds nothing. */
  async look(notice: Notice): Promise<Looked> {
    return (await this.byKind.get(notice.kind)?.(notice)) ?? { holds: false };
  }
}
