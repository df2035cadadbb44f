export * from './tables.ts';
export type { Mail } from './mailer.ts';
export { Mailer } from './mailer.ts';
export type { LookAtSubject, Looked, Notice, NoticeFacts } from './notice-subjects.ts';
export { NoticeSubjects } from './notice-subjects.ts';
export { NotificationsModule } from './notifications.module.ts';
export type { NoticeToPlan } from './plan-notice.ts';
export { planDueReminder, planNotice } from './plan-notice.ts';
