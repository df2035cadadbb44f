import { Module } from '@nestjs/common';
import { DutiesModule } from '../duties/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { InstancesModule } from '../instances/index.ts';
import { ModelsModule } from '../models/index.ts';
import { TasksModule } from '../tasks/index.ts';
import { CaseValues } from './case-values.ts';
import { CountInbox } from './count-inbox.ts';
import { InboxController } from './inbox.controller.ts';
import { DueUntil } from './due-until.ts';
import { InboxReading } from './inbox-reading.ts';
import { InboxRows } from './inbox-rows.ts';
import { NameMatches } from './name-matches.ts';
import { SavedViewsController } from './saved-views.controller.ts';
import { SavedViews } from './saved-views.ts';
import { Search } from './search.ts';
import { ShowInbox } from './show-inbox.ts';
import { TakeNext } from './take-next.ts';
import { TaskFates } from './task-fates.ts';
import { TasksSaying } from './tasks-saying.ts';

/** What people find their work by: the views of the inbox, the next task, search. */
@Module({
  imports: [IdentityModule, ModelsModule, InstancesModule, DutiesModule, TasksModule],
  controllers: [InboxController, SavedViewsController],
  providers: [
    CaseValues,
    CountInbox,
    DueUntil,
    InboxReading,
    InboxRows,
    NameMatches,
    SavedViews,
    Search,
    ShowInbox,
    TakeNext,
    TaskFates,
    TasksSaying,
  ],
  exports: [CountInbox, InboxRows, Search, ShowInbox],
})
export class ViewsModule {}
