import type { MigrationClass } from '../platform/database/migrate.ts';
import { Platform1700000001000 } from './1700000001-platform.ts';
import { Identity1700000002000 } from './1700000002-identity.ts';
import { Models1700000003000 } from './1700000003-models.ts';
import { Instances1700000004000 } from './1700000004-instances.ts';
import { Tasks1700000005000 } from './1700000005-tasks.ts';
import { Timers1700000006000 } from './1700000006-timers.ts';
import { Jobs1700000007000 } from './1700000007-jobs.ts';
import { Messages1700000008000 } from './1700000008-messages.ts';
import { Services1700000009000 } from './1700000009-services.ts';
import { InstanceParts1700000010000 } from './1700000010-instance-parts.ts';
import { Starts1700000012000 } from './1700000012-starts.ts';
import { Partners1700000013000 } from './1700000013-partners.ts';
import { Decisions1700000016000 } from './1700000016-decisions.ts';
import { ExternalLogins1700000017000 } from './1700000017-external-logins.ts';
import { UnitsAndAbsences1700000018000 } from './1700000018-units-and-absences.ts';
import { Registry1700000019000 } from './1700000019-registry.ts';
import { UnitOfCases1700000020000 } from './1700000020-unit-of-cases.ts';
import { Access1700000021000 } from './1700000021-access.ts';
import { Duties1700000022000 } from './1700000022-duties.ts';
import { TaskCommands1700000024000 } from './1700000024-task-commands.ts';
import { DraftsAndNotes1700000026000 } from './1700000026-drafts-and-notes.ts';
import { Attachments1700000027000 } from './1700000027-attachments.ts';
import { Announcements1700000028000 } from './1700000028-announcements.ts';
import { Bulk1700000025000 } from './1700000025-bulk.ts';
import { Inbox1700000029000 } from './1700000029-inbox.ts';
import { Notices1700000030000 } from './1700000030-notices.ts';
import { CaseClocks1700000031000 } from './1700000031-case-clocks.ts';
import { Audit1700000032000 } from './1700000032-audit.ts';
import { Privacy1700000033000 } from './1700000033-privacy.ts';
import { InboxOrder1700000034000 } from './1700000034-inbox-order.ts';
import { VariableValues1700000036000 } from './1700000036-variable-values.ts';
import { NamedAssignees1700000037000 } from './1700000037-named-assignees.ts';
import { ErasedSubjects1700000039000 } from './1700000039-erased-subjects.ts';
import { CaseKeeping1700000040000 } from './1700000040-case-keeping.ts';
import { Contacts1700000041000 } from './1700000041-contacts.ts';
import { SearchOfOldCases1700000042000 } from './1700000042-search-of-old-cases.ts';

/** Every migration in order. One that was released is never changed. */
export const migrations: readonly MigrationClass[] = [
  Platform1700000001000,
  Identity1700000002000,
  Models1700000003000,
  Instances1700000004000,
  Tasks1700000005000,
  Timers1700000006000,
  Jobs1700000007000,
  Messages1700000008000,
  Services1700000009000,
  InstanceParts1700000010000,
  Starts1700000012000,
  Partners1700000013000,
  Decisions1700000016000,
  ExternalLogins1700000017000,
  UnitsAndAbsences1700000018000,
  Registry1700000019000,
  UnitOfCases1700000020000,
  Access1700000021000,
  Duties1700000022000,
  TaskCommands1700000024000,
  DraftsAndNotes1700000026000,
  Attachments1700000027000,
  Announcements1700000028000,
  Bulk1700000025000,
  Inbox1700000029000,
  Notices1700000030000,
  CaseClocks1700000031000,
  Audit1700000032000,
  Privacy1700000033000,
  InboxOrder1700000034000,
  VariableValues1700000036000,
  NamedAssignees1700000037000,
  ErasedSubjects1700000039000,
  CaseKeeping1700000040000,
  Contacts1700000041000,
  SearchOfOldCases1700000042000,
];
