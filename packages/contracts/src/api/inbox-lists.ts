/**
 * `mine`: with me. `group`: free, offered to my roles. `substitute`: mine only while I stand in for somebody. `follow-up`: mine with a
 * follow-up date. `done`: completed by me. `team`: of the units that I head: late, free, or with somebody who is away.
 */
export const inboxViews = ['mine', 'group', 'substitute', 'follow-up', 'done', 'team'] as const;
export type InboxView = (typeof inboxViews)[number];

export const inboxSorts = ['due', 'task', 'case', 'process', 'created', 'holder', 'follow-up'] as const;
export type InboxSort = (typeof inboxSorts)[number];
