export { savedViewTable } from './tables.ts';
export { CountInbox } from './count-inbox.ts';
export { InboxRows } from './inbox-rows.ts';
export { Search } from './search.ts';
export { ShowInbox } from './show-inbox.ts';
export { ViewsModule } from './views.module.ts';
